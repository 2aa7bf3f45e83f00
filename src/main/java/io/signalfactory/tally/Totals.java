package io.signalfactory.tally;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The sum of the tallies of a span of event time, over all raw partitions. Immutable.
 *
 * @param counts the counts
 * @param causes why events failed or warned, sorted and without duplicates; at most the {@value
 *     #MAX_CAUSES} largest
 * @param rules evaluations by quality rule
 * @param lags the lags of the records that arrived in the span
 */
public record Totals(Counts counts, List<CountedCause> causes, RuleTotals rules, LagTotals lags) {

  /** Causes kept after each addition. */
  static final int MAX_CAUSES = 64;

  /** The totals of a span without events and arrivals. */
  static final Totals EMPTY = new Totals(Counts.ZERO, List.of());

  private static final String QUALITY_GATE = "G5";

  public Totals {
    causes = List.copyOf(causes);
  }

  /** Totals without rules and lags. */
  public Totals(Counts counts, List<CountedCause> causes) {
    this(counts, causes, RuleTotals.NONE, LagTotals.NONE);
  }

  /** The sum of two spans. Exact if they have at most {@value #MAX_CAUSES} causes together. */
  Totals plus(Totals other) {
    return new Totals(
        counts.plus(other.counts),
        largest(merge(causes, other.causes)),
        rules.plus(other.rules),
        lags.plus(other.lags));
  }

  /** Records, tombstones included. */
  public long events() {
    return counts.events();
  }

  /** Why events failed: the {@code n} causes with the most failed events, largest first. */
  public List<Cause> leadingCauses(int n) {
    return leading(n, counts.failed(), ObservedCause::failing);
  }

  /**
   * Which rules did not pass: the {@code n} causes with the most evaluations that did not pass,
   * largest first, whether they failed their events or only warned.
   */
  public List<Cause> leadingQualityCauses(int n) {
    return leading(
        n,
        counts.ruleEvaluations() - counts.rulePasses(),
        cause -> cause.key().gate().equals(QUALITY_GATE) && cause.key().rule() != null);
  }

  private List<Cause> leading(int n, long whole, Predicate<ObservedCause> wanted) {
    Map<CauseKey, CountedCause> byKey = new HashMap<>();
    for (CountedCause counted : causes) {
      if (wanted.test(counted.cause())) {
        byKey.merge(counted.cause().key(), counted, CountedCause::plus);
      }
    }
    return byKey.values().stream()
        .sorted(CountedCause.LARGEST_FIRST)
        .limit(n)
        .map(counted -> cause(counted, whole))
        .toList();
  }

  private static Cause cause(CountedCause counted, long whole) {
    double share = whole <= 0 ? 1 : Math.min(1, (double) counted.certain() / whole);
    return new Cause(
        counted.cause().key(),
        counted.certain(),
        share,
        Instant.ofEpochMilli(counted.firstSeenMs()),
        counted.sample());
  }

  private static List<CountedCause> merge(List<CountedCause> left, List<CountedCause> right) {
    if (left.isEmpty()) {
      return right;
    }
    if (right.isEmpty()) {
      return left;
    }
    Map<ObservedCause, CountedCause> merged = new TreeMap<>();
    left.forEach(counted -> merged.put(counted.cause(), counted));
    right.forEach(counted -> merged.merge(counted.cause(), counted, CountedCause::plus));
    return new ArrayList<>(merged.values());
  }

  private static List<CountedCause> largest(List<CountedCause> causes) {
    if (causes.size() <= MAX_CAUSES) {
      return causes;
    }
    return causes.stream()
        .sorted(CountedCause.LARGEST_FIRST)
        .limit(MAX_CAUSES)
        .sorted(Comparator.comparing(CountedCause::cause))
        .toList();
  }
}
