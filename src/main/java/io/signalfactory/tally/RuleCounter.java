package io.signalfactory.tally;

import io.signalfactory.gate.RuleResults;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts the results of quality rules. A record that passes every rule costs one addition, however
 * many rules there are: the evaluations of each rule are worked out later from the number of
 * records. Rules are counted by name, and names are looked up only when the contract changes: the
 * index of a rule in one version of the contract never counts for a rule of another version.
 *
 * <p>Mutable and not thread-safe.
 */
final class RuleCounter {

  private final SortedMap<String, RuleCount> counts = new TreeMap<>();

  /** The keys of {@code counts}, in order. */
  private List<String> names = List.of();

  /** The rules that indexes refer to, compared by identity. */
  private List<String> current = List.of();

  private RuleCount[] byIndex = new RuleCount[0];

  /** Records since {@link #addPending}; every current rule was evaluated on each of them. */
  private long pending;

  /** Counts the results of every rule of a contract on one record. */
  void add(RuleResults results) {
    if (results.rules() != current) {
      addPending();
      current = results.rules();
      byIndex = current.stream().map(this::count).toArray(RuleCount[]::new);
    }
    pending++;
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

  /** Counts one evaluation of one rule. */
  void add(String rule, boolean failed) {
    RuleCount count = count(rule);
    count.evaluated++;
    count.failed += failed ? 1 : 0;
  }

  /** Adds a counted rule as it is, to restore a counter from its {@link #totals}. */
  void restore(CountedRule counted) {
    RuleCount count = count(counted.name());
    count.evaluated += counted.evaluated();
    count.failed += counted.failed();
  }

  /** The counts so far. */
  RuleTotals totals() {
    addPending();
    if (names.size() != counts.size()) {
      names = List.copyOf(counts.keySet());
    }
    long[] numbers = new long[names.size() * 2];
    int at = 0;
    for (RuleCount count : counts.values()) {
      numbers[at++] = count.evaluated;
      numbers[at++] = count.failed;
    }
    return RuleTotals.of(names, numbers);
  }

  /** Adds the pending records to the evaluations of every current rule. */
  private void addPending() {
    for (RuleCount count : byIndex) {
      count.evaluated += pending;
    }
    pending = 0;
  }

  private RuleCount count(String name) {
    boolean full = counts.size() >= RuleTotals.MAX_RULES && !counts.containsKey(name);
    return counts.computeIfAbsent(full ? CountedRule.OTHERS : name, unused -> new RuleCount());
  }

  private static final class RuleCount {
    private long evaluated;
    private long failed;
  }
}
