package io.signalfactory.signal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts one dataset's records of one minute on one raw partition: those whose event time lies in
 * the minute, and how long those that arrived in the minute were under way. A record that is under
 * way for more than a moment counts in two tallies. A tally is absolute: it holds everything
 * counted so far, so that a later one replaces an earlier one.
 *
 * <p>Mutable and not thread-safe: it belongs to the task that reads its partition.
 */
public final class Tally {

  /** Producer versions kept; those that come later in the same minute are left out. */
  static final int MAX_PRODUCERS = 16;

  private long lastOffset = -1;
  private long events;
  private long failed;
  private long warned;
  private long latestEventTimeMs = Long.MIN_VALUE;
  private long firstArrivalMs = Long.MAX_VALUE;
  private @Nullable CauseCounter causes;
  private @Nullable RuleCounter rules;
  private @Nullable LagCounter lags;
  private final Map<Producer, Long> producers = new LinkedHashMap<>(4);
  private @Nullable Producer latestProducer;

  /** A tally that has counted nothing. */
  public Tally() {}

  Tally(
      long lastOffset,
      long events,
      long failed,
      long warned,
      long latestEventTimeMs,
      long firstArrivalMs,
      Map<Producer, Long> producers,
      List<CountedCause> causes,
      List<CountedRule> rules,
      @Nullable LagCounter lags) {
    this.lastOffset = lastOffset;
    this.events = events;
    this.failed = failed;
    this.warned = warned;
    this.latestEventTimeMs = latestEventTimeMs;
    this.firstArrivalMs = firstArrivalMs;
    this.producers.putAll(producers);
    if (!causes.isEmpty()) {
      this.causes = new CauseCounter();
      causes.forEach(this.causes::restore);
    }
    if (!rules.isEmpty()) {
      this.rules = new RuleCounter();
      rules.forEach(this.rules::restore);
    }
    this.lags = lags;
  }

  /**
   * The tally of events of which no more is known than their number and times: all of them passed,
   * and none names its producer.
   *
   * @param lastOffset offset of the last of them, from 0
   * @param events how many they are, at least 1
   * @param firstMs when the first of them happened and arrived, in epoch milliseconds
   * @param lastMs when the last of them happened and arrived, in epoch milliseconds
   */
  public static Tally ofCount(long lastOffset, long events, long firstMs, long lastMs) {
    return new Tally(
        lastOffset, events, 0, 0, lastMs, firstMs, Map.of(), List.of(), List.of(), null);
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
      addProducer(observation.service(), observation.version(), observation.arrivalMs());
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
   * Counts the evaluation of one rule on a record that is counted elsewhere. One at or before
   * {@link #lastOffset} has been counted already and is ignored.
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
      counter().add(broken, arrivalMs, sample);
    }
  }

  private void addProducer(String service, @Nullable String version, long arrivalMs) {
    Producer latest = latestProducer;
    if (latest != null
        && latest.service().equals(service)
        && Objects.equals(latest.version(), version)) {
      return;
    }
    Producer producer = new Producer(service, version);
    if (producers.size() < MAX_PRODUCERS) {
      producers.putIfAbsent(producer, arrivalMs);
    }
    latestProducer = producer;
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
    Sample sample = Objects.requireNonNull(observation.sample());
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

  /** All the numbers at once. */
  public Counts counts() {
    return new Counts(events, failed, warned, ruleEvaluations(), rulePasses());
  }

  /** Records counted. */
  public long events() {
    return events;
  }

  /** Records whose outcome is FAIL. */
  public long failed() {
    return failed;
  }

  /** Records whose outcome is WARN. */
  public long warned() {
    return warned;
  }

  /** Quality rules evaluated on them. */
  public long ruleEvaluations() {
    return rules == null ? 0 : rules.evaluated();
  }

  /** Evaluations that passed. */
  public long rulePasses() {
    return rules == null ? 0 : rules.evaluated() - rules.failed();
  }

  /** Offset of the last record counted, in whichever way; -1 if there is none. */
  public long lastOffset() {
    return Math.max(lastOffset, lastArrivalOffset());
  }

  /** Offset of the last record of this minute of event time; -1 if there is none. */
  long lastEventOffset() {
    return lastOffset;
  }

  /** Offset of the last record that arrived in this minute with a time of its own; -1 if none. */
  long lastArrivalOffset() {
    return lags == null ? -1 : lags.lastOffset();
  }

  /**
   * The latest valid event time, in epoch milliseconds; {@link Long#MIN_VALUE} if there is none.
   */
  public long latestEventTimeMs() {
    return latestEventTimeMs;
  }

  /** The earliest arrival, in epoch milliseconds; {@link Long#MAX_VALUE} if nothing was counted. */
  public long firstArrivalMs() {
    return firstArrivalMs;
  }

  /** Why records failed or warned: at most {@value CauseCounter#CAPACITY} causes. */
  public List<CountedCause> causes() {
    return causes == null ? List.of() : causes.list();
  }

  /** Evaluations by rule: at most {@value RuleTotals#MAX_RULES} rules, and the others together. */
  public List<CountedRule> rules() {
    return rules == null ? List.of() : rules.list();
  }

  /** How long records that arrived in this minute were under way. */
  public LagTotals lags() {
    return lags == null ? LagTotals.NONE : lags.totals();
  }

  /** First arrival, in epoch milliseconds, of each producer version; the first 16 of them. */
  public Map<Producer, Long> producers() {
    return Collections.unmodifiableMap(producers);
  }

  /** A tally of its own with the same content. */
  public Tally copy() {
    return new Tally(
        lastOffset,
        events,
        failed,
        warned,
        latestEventTimeMs,
        firstArrivalMs,
        producers,
        causes(),
        rules(),
        lags == null ? null : new LagCounter(lags.lastOffset(), lags.totals()));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tally that
        && lastOffset == that.lastOffset
        && counts().equals(that.counts())
        && latestEventTimeMs == that.latestEventTimeMs
        && firstArrivalMs == that.firstArrivalMs
        && producers.equals(that.producers)
        && causes().equals(that.causes())
        && rules().equals(that.rules())
        && lastArrivalOffset() == that.lastArrivalOffset()
        && lags().equals(that.lags());
  }

  @Override
  public int hashCode() {
    return Objects.hash(lastOffset, counts());
  }

  @Override
  public String toString() {
    return "Tally[lastOffset=" + lastOffset + ", " + counts() + "]";
  }
}
