package io.signalfactory.tally;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the records of one dataset in one minute on one raw partition: the events whose event time
 * lies in the minute, and the lags of the records that arrived in the minute. A record that arrives
 * in a later minute than its event time is counted in two tallies. {@link #snapshot} gives the
 * counts.
 *
 * <p>Mutable and not thread-safe: it belongs to the task that reads the partition.
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
  private @Nullable SenderCounter senders;
  private final Map<ServiceVersion, Long> versions = new LinkedHashMap<>(4);
  private @Nullable ServiceVersion latestVersion;

  /** A tally that has counted nothing. */
  public Tally() {}

  /** A tally that continues from what was counted before. */
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
    if (!counted.senders().list().isEmpty()) {
      senders = new SenderCounter(counted.senders());
    }
  }

  /**
   * Counts an event of this minute. A record whose offset is not above the last one counted here is
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
    senderCounter().add(observation.service(), observation.failed(), observation.marks());
    if (!observation.causes().isEmpty()) {
      addCauses(observation);
    }
  }

  /**
   * Counts the lag of a record that arrived in this minute. Independent of {@link #add}, and it
   * ignores offsets in the same way: those not above the last one counted here.
   *
   * @param offset its offset in its partition, from 0
   * @param lagMs its arrival less its event time, in milliseconds; a negative lag counts as zero
   * @param late whether the event is late
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
   * Counts the evaluation of one rule on a record that another tally counts as an event. Ignored if
   * its offset is not above the last one counted here.
   *
   * @param offset the offset of the evaluation in what this tally's source reads
   * @param arrivalMs when the record arrived, in epoch milliseconds
   * @param rule the name of the rule
   * @param broken how the record breaks the rule; null if it passes
   * @param sample the coordinates of the record
   */
  public void addEvaluation(
      long offset, long arrivalMs, String rule, @Nullable ObservedCause broken, Sample sample) {
    if (offset <= lastOffset) {
      return;
    }
    lastOffset = offset;
    ruleCounter().add(rule, broken != null);
    if (broken != null) {
      causeCounter().add(broken, arrivalMs, () -> sample);
    }
  }

  private void addVersion(String service, @Nullable String version, long arrivalMs) {
    ServiceVersion latest = latestVersion;
    if (latest != null
        && latest.service().equals(service)
        && Objects.equals(latest.version(), version)) {
      return;
    }
    ServiceVersion current = new ServiceVersion(service, version);
    if (versions.size() < MAX_VERSIONS) {
      versions.putIfAbsent(current, arrivalMs);
    }
    latestVersion = current;
  }

  private SenderCounter senderCounter() {
    SenderCounter counter = senders;
    if (counter == null) {
      counter = new SenderCounter(Senders.NONE);
      senders = counter;
    }
    return counter;
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
    CauseCounter counter = causeCounter();
    Supplier<Sample> sample = Objects.requireNonNull(observation.sample());
    List<ObservedCause> observed = observation.causes();
    for (int i = 0; i < observed.size(); i++) {
      ObservedCause cause = observed.get(i);
      // an event with two violations of the same cause is one event with that cause
      if (observed.indexOf(cause) == i) {
        counter.add(cause, observation.arrivalMs(), sample);
      }
    }
  }

  private CauseCounter causeCounter() {
    CauseCounter counter = causes;
    if (counter == null) {
      counter = new CauseCounter();
      causes = counter;
    }
    return counter;
  }

  /** The counts so far. */
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
        lags == null ? LagTotals.NONE : lags.totals(),
        senders == null ? Senders.NONE : senders.senders());
  }

  @Override
  public String toString() {
    return "Tally[" + snapshot() + "]";
  }
}
