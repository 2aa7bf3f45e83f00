package io.signalfactory.tally;

import io.signalfactory.gate.RuleResults;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts what quality rules say of one record after the other. A record that breaks nothing costs
 * one addition, whatever the number of rules: how often each was evaluated is made up later, from
 * the number of records. Names are looked up only when the contract changes, so that an index of
 * one version is never taken for one of another.
 */
final class RuleCounter {

  private final SortedMap<String, Entry> entries = new TreeMap<>();

  /** Those of the entries, in order. */
  private List<String> names = List.of();

  /** The rules that indexes are about, compared by identity. */
  private List<String> current = List.of();

  private Entry[] byIndex = new Entry[0];

  /** Records counted since {@link #settle}, on each of which every current rule was asked. */
  private long asked;

  void add(RuleResults results) {
    if (results.rules() != current) {
      settle();
      current = results.rules();
      byIndex = current.stream().map(this::entry).toArray(Entry[]::new);
    }
    asked++;
    if (!results.broken().isEmpty()) {
      for (int index : results.broken()) {
        byIndex[index].failed++;
      }
    }
    if (!results.unanswered().isEmpty()) {
      for (int index : results.unanswered()) {
        byIndex[index].evaluated--;
      }
    }
  }

  /** Counts the evaluation of one rule by itself. */
  void add(String rule, boolean failed) {
    Entry entry = entry(rule);
    entry.evaluated++;
    entry.failed += failed ? 1 : 0;
  }

  /** Takes a counted rule as it is, to restore a counter from what {@link #totals} gave. */
  void restore(CountedRule counted) {
    Entry entry = entry(counted.name());
    entry.evaluated += counted.evaluated();
    entry.failed += counted.failed();
  }

  /** What has been counted so far. */
  RuleTotals totals() {
    settle();
    if (names.size() != entries.size()) {
      names = List.copyOf(entries.keySet());
    }
    long[] numbers = new long[names.size() * 2];
    int at = 0;
    for (Entry entry : entries.values()) {
      numbers[at++] = entry.evaluated;
      numbers[at++] = entry.failed;
    }
    return RuleTotals.of(names, numbers);
  }

  private void settle() {
    for (Entry entry : byIndex) {
      entry.evaluated += asked;
    }
    asked = 0;
  }

  private Entry entry(String name) {
    boolean full = entries.size() >= RuleTotals.MAX_RULES && !entries.containsKey(name);
    return entries.computeIfAbsent(full ? CountedRule.OTHERS : name, unused -> new Entry());
  }

  private static final class Entry {
    private long evaluated;
    private long failed;
  }
}
