package io.signalfactory.tally;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts one dataset's records of one minute on one raw partition: those whose event time lies in
 * the minute, and how long those that arrived in the minute were under way. A record that is under
 * way for more than a moment counts in two tallies. What it has counted is a {@link TallySnapshot}.
 *
 * <p>Mutable and not thread-safe: it belongs to the task that reads its partition.
 */
public final class Tally {

  /** Versions kept; those that come later in the same minute are left out. */
  static final int MAX_VERSIONS = 16;

  private long lastOffset = -1;
  private long events;
  private long failed;
  private long warned;
  private long latestEventTimeMs = Long.MIN_VALUE;
  private long firstArrivalMs = Long.MAX_VALUE;
  private @Nullable CauseCounter causes;
  private @Nullable RuleCounter rules;
  private @Nullable LagCounter lags;
  private final Map<ServiceVersion, Long> versions = new LinkedHashMap<>(4);
  private @Nullable ServiceVersion latestVersion;

  /** A tally that has counted nothing. */
  public Tally() {}

  /** A tally that goes on from what one has counted before. */
  public Tally(TallySnapshot counted) {
    lastOffset = counted.lastEventOffset();
    events = counted.events();
    failed = counted.failed();
    warned = counted.warned();
    latestEventTimeMs = counted.latestEventTimeMs();
    firstArrivalMs = counted.firstArrivalMs();
    versions.putAll(counted.versions());
    if (!counted.causes().isEmpty()) {
      causes = new CauseCounter();
      counted.causes().forEach(causes::restore);
    }
    if (!counted.rules().isEmpty()) {
      rules = new RuleCounter();
      counted.rules().list().forEach(rules::restore);
    }
    if (!counted.lags().isEmpty()) {
      lags = new LagCounter(counted.lastArrivalOffset(), counted.lags());
    }
  }

  /**
   * Counts a record of this minute of event time. One at or before the last one counted here is
   * ignored, so reading a partition again changes nothing.
   */
  public void add(Observation observation) {
    if (observation.offset() <= lastOffset) {
      return;
    }
    lastOffset = observation.offset();
    events++;
    failed += observation.failed() ? 1 : 0;
    warned += observation.warned() ? 1 : 0;
    if (!observation.rules().rules().isEmpty()) {
      ruleCounter().add(observation.rules());
    }
    latestEventTimeMs = Math.max(latestEventTimeMs, observation.eventTimeMs());
    firstArrivalMs = Math.min(firstArrivalMs, observation.arrivalMs());
    if (observation.service() != null) {
      addVersion(observation.service(), observation.version(), observation.arrivalMs());
    }
    if (!observation.causes().isEmpty()) {
      addCauses(observation);
    }
  }

  /**
   * Counts how long a record that arrived in this minute was under way. Independent of {@link
   * #add}; here, too, one at or before the last one counted is ignored.
   *
   * @param offset its offset in its partition, from 0
   * @param lagMs its arrival less its event time, in milliseconds; below zero counts as zero
   * @param late whether it came late
   */
  public void addArrival(long offset, long lagMs, boolean late) {
    LagCounter counter = lags;
    if (counter == null) {
      counter = new LagCounter();
      lags = counter;
    }
    counter.add(offset, lagMs, late);
  }

  /**
   * Counts the evaluation of one rule on a record that is counted elsewhere. One at or before the
   * last one counted has been counted already and is ignored.
   *
   * @param offset where it stands in what this tally's source reads
   * @param arrivalMs when the record arrived, in epoch milliseconds
   * @param rule the rule's name
   * @param broken how the record breaks the rule; null if it keeps it
   * @param sample where the record can be looked up
   */
  public void addEvaluation(
      long offset, long arrivalMs, String rule, @Nullable ObservedCause broken, Sample sample) {
    if (offset <= lastOffset) {
      return;
    }
    lastOffset = offset;
    ruleCounter().add(rule, broken != null);
    if (broken != null) {
      counter().add(broken, arrivalMs, () -> sample);
    }
  }

  private void addVersion(String service, @Nullable String version, long arrivalMs) {
    ServiceVersion latest = latestVersion;
    if (latest != null
        && latest.service().equals(service)
        && Objects.equals(latest.version(), version)) {
      return;
    }
    ServiceVersion sender = new ServiceVersion(service, version);
    if (versions.size() < MAX_VERSIONS) {
      versions.putIfAbsent(sender, arrivalMs);
    }
    latestVersion = sender;
  }

  private RuleCounter ruleCounter() {
    RuleCounter counter = rules;
    if (counter == null) {
      counter = new RuleCounter();
      rules = counter;
    }
    return counter;
  }

  private void addCauses(Observation observation) {
    CauseCounter counter = counter();
    Supplier<Sample> sample = Objects.requireNonNull(observation.sample());
    List<ObservedCause> observed = observation.causes();
    for (int i = 0; i < observed.size(); i++) {
      ObservedCause cause = observed.get(i);
      // causes count events, not violations
      if (observed.indexOf(cause) == i) {
        counter.add(cause, observation.arrivalMs(), sample);
      }
    }
  }

  private CauseCounter counter() {
    CauseCounter counter = causes;
    if (counter == null) {
      counter = new CauseCounter();
      causes = counter;
    }
    return counter;
  }

  /** All that has been counted so far. */
  public TallySnapshot snapshot() {
    return new TallySnapshot(
        lastOffset,
        lags == null ? -1 : lags.lastOffset(),
        events,
        failed,
        warned,
        latestEventTimeMs,
        firstArrivalMs,
        versions,
        causes == null ? List.of() : causes.list(),
        rules == null ? RuleTotals.NONE : rules.totals(),
        lags == null ? LagTotals.NONE : lags.totals());
  }

  @Override
  public String toString() {
    return "Tally[" + snapshot() + "]";
  }
}
