package io.signalfactory.signal;

import io.signalfactory.gate.RuleResults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what quality rules say of one record after the other. A record that breaks nothing costs
 * one addition, whatever the number of rules: how often each was evaluated is made up later, from
 * the number of records. Names are looked up only when the contract changes, so that an index of
 * one version is never taken for one of another.
 */
final class RuleCounter {

  private final Map<String, Entry> entries = new LinkedHashMap<>();

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

  /** Takes a counted rule as it is, to restore a counter from what {@link #list} gave. */
  void restore(CountedRule counted) {
    Entry entry = entry(counted.name());
    entry.evaluated += counted.evaluated();
    entry.failed += counted.failed();
  }

  /** The rules in the order in which they came. */
  List<CountedRule> list() {
    settle();
    List<CountedRule> list = new ArrayList<>(entries.size());
    entries.forEach(
        (name, entry) -> list.add(new CountedRule(name, entry.evaluated, entry.failed)));
    return list;
  }

  /** Evaluations of all rules together. */
  long evaluated() {
    settle();
    return entries.values().stream().mapToLong(entry -> entry.evaluated).sum();
  }

  /** Failures of all rules together. */
  long failed() {
    return entries.values().stream().mapToLong(entry -> entry.failed).sum();
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
