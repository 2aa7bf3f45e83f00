package io.signalfactory.tally;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a {@link Tally} has counted so far, as an immutable value: it is stored, reported as a
 * partial, and merged. A later snapshot of a tally replaces an earlier one.
 *
 * @param lastEventOffset offset of the last record whose event time lies in the minute; -1 if there
 *     is none
 * @param lastArrivalOffset offset of the last record that arrived in the minute with a valid event
 *     time; -1 if there is none
 * @param events records whose event time lies in the minute
 * @param failed events whose outcome is FAIL
 * @param warned events whose outcome is WARN
 * @param latestEventTimeMs the latest valid event time, in epoch milliseconds; {@link
 *     Long#MIN_VALUE} if there is none
 * @param firstArrivalMs the earliest arrival, in epoch milliseconds; {@link Long#MAX_VALUE} if
 *     nothing was counted
 * @param versions first arrival, in epoch milliseconds, of each version of a service, in the order
 *     in which they came; at most the first {@value Tally#MAX_VERSIONS} of them
 * @param causes why events failed or warned, in the order in which they were first counted; at most
 *     {@value CauseCounter#CAPACITY}
 * @param rules evaluations by quality rule
 * @param lags the lags of the records that arrived in the minute
 * @param senders who sent the events; empty if that was not counted, as in minutes that an earlier
 *     release counted
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
    LagTotals lags,
    Senders senders) {

  public TallySnapshot {
    versions = inOrder(versions);
    causes = List.copyOf(causes);
  }

  /**
   * A snapshot of events of which only the number and the times are known: all of them passed, none
   * names the service that sent it, and each arrived when it happened.
   *
   * @param lastOffset offset of the last event, from 0
   * @param events how many events there are, at least 1
   * @param firstMs the time of the first event, in epoch milliseconds
   * @param lastMs the time of the last event, in epoch milliseconds
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
        LagTotals.NONE,
        Senders.NONE);
  }

  /** Nearly always there is one version, and no hash table is needed for it. */
  private static Map<ServiceVersion, Long> inOrder(Map<ServiceVersion, Long> versions) {
    return versions.size() <= 1
        ? Map.copyOf(versions)
        : Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }

  /** Offset of the last record counted, as an event or as an arrival; -1 if there is none. */
  long lastOffset() {
    return Math.max(lastEventOffset, lastArrivalOffset);
  }

  /** The counts. */
  Counts counts() {
    long evaluated = rules.evaluated();
    return new Counts(events, failed, warned, evaluated, evaluated - rules.failed());
  }

  /** Everything that can be added up over partitions and minutes. */
  Totals totals() {
    return new Totals(counts(), sorted(causes), rules, lags);
  }

  private static List<CountedCause> sorted(List<CountedCause> causes) {
    return causes.size() <= 1
        ? causes
        : causes.stream().sorted(Comparator.comparing(CountedCause::cause)).toList();
  }
}
