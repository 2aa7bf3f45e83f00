package io.signalfactory.tally;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link Tally} has counted, as a value: the form in which it is stored, told and merged.
 * Absolute: it holds everything counted so far, so that a later one replaces an earlier one.
 *
 * @param lastEventOffset offset of the last record of the minute; -1 if there is none
 * @param lastArrivalOffset offset of the last record that arrived in the minute with a time of its
 *     own; -1 if there is none
 * @param events records counted
 * @param failed those whose outcome is FAIL
 * @param warned those whose outcome is WARN
 * @param latestEventTimeMs the latest valid event time, in epoch milliseconds; {@link
 *     Long#MIN_VALUE} if there is none
 * @param firstArrivalMs the earliest arrival, in epoch milliseconds; {@link Long#MAX_VALUE} if
 *     nothing was counted
 * @param versions first arrival, in epoch milliseconds, of each version of a service, in the order
 *     in which they came; the first 16 of them
 * @param causes why records failed or warned, in the order in which they took their places; at most
 *     {@value CauseCounter#CAPACITY}
 * @param rules evaluations by quality rule
 * @param lags how long records that arrived in the minute were under way
 */
public record TallySnapshot(
    long lastEventOffset,
    long lastArrivalOffset,
    long events,
    long failed,
    long warned,
    long latestEventTimeMs,
    long firstArrivalMs,
    Map<ServiceVersion, Long> versions,
    List<CountedCause> causes,
    RuleTotals rules,
    LagTotals lags) {

  public TallySnapshot {
    versions = inOrder(versions);
    causes = List.copyOf(causes);
  }

  /**
   * What is known of events of which no more is known than their number and times: all of them
   * passed, and none names its producer.
   *
   * @param lastOffset offset of the last of them, from 0
   * @param events how many they are, at least 1
   * @param firstMs when the first of them happened and arrived, in epoch milliseconds
   * @param lastMs when the last of them happened and arrived, in epoch milliseconds
   */
  public static TallySnapshot ofCount(long lastOffset, long events, long firstMs, long lastMs) {
    return new TallySnapshot(
        lastOffset,
        -1,
        events,
        0,
        0,
        lastMs,
        firstMs,
        Map.of(),
        List.of(),
        RuleTotals.NONE,
        LagTotals.NONE);
  }

  /** Most records come from one version: no table of hashes for that one. */
  private static Map<ServiceVersion, Long> inOrder(Map<ServiceVersion, Long> versions) {
    return versions.size() <= 1
        ? Map.copyOf(versions)
        : Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }

  /** Offset of the last record counted, in whichever way; -1 if there is none. */
  long lastOffset() {
    return Math.max(lastEventOffset, lastArrivalOffset);
  }

  /** All the numbers at once. */
  Counts counts() {
    long evaluated = rules.evaluated();
    return new Counts(events, failed, warned, evaluated, evaluated - rules.failed());
  }

  /** What it adds up to. */
  Totals totals() {
    return new Totals(counts(), inOrderOfText(causes), rules, lags);
  }

  private static List<CountedCause> inOrderOfText(List<CountedCause> causes) {
    return causes.size() <= 1
        ? causes
        : causes.stream().sorted(Comparator.comparing(CountedCause::cause)).toList();
  }
}
