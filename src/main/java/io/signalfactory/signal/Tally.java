package io.signalfactory.signal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts one dataset's records of one minute of event time on one raw partition. A tally is
 * absolute: it holds everything counted so far, so that a later one replaces an earlier one.
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
  private long ruleEvaluations;
  private long rulePasses;
  private long latestEventTimeMs = Long.MIN_VALUE;
  private long firstArrivalMs = Long.MAX_VALUE;
  private @Nullable CauseCounter causes;
  private final Map<Producer, Long> producers = new LinkedHashMap<>(4);
  private @Nullable Producer latestProducer;

  /** A tally that has counted nothing. */
  public Tally() {}

  Tally(
      long lastOffset,
      Counts counts,
      long latestEventTimeMs,
      long firstArrivalMs,
      Map<Producer, Long> producers,
      List<CountedCause> causes) {
    this.lastOffset = lastOffset;
    this.events = counts.events();
    this.failed = counts.failed();
    this.warned = counts.warned();
    this.ruleEvaluations = counts.ruleEvaluations();
    this.rulePasses = counts.rulePasses();
    this.latestEventTimeMs = latestEventTimeMs;
    this.firstArrivalMs = firstArrivalMs;
    this.producers.putAll(producers);
    if (!causes.isEmpty()) {
      this.causes = new CauseCounter();
      causes.forEach(this.causes::restore);
    }
  }

  /**
   * Counts a record. One at or before {@link #lastOffset} has been counted already and is ignored,
   * so reading a partition again changes nothing.
   */
  public void add(Observation observation) {
    if (observation.offset() <= lastOffset) {
      return;
    }
    lastOffset = observation.offset();
    events++;
    failed += observation.failed() ? 1 : 0;
    warned += observation.warned() ? 1 : 0;
    ruleEvaluations += observation.ruleEvaluations();
    rulePasses += observation.rulePasses();
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
   * Counts the evaluation of one rule on a record that is counted elsewhere. One at or before
   * {@link #lastOffset} has been counted already and is ignored.
   *
   * @param offset where it stands in what this tally's source reads
   * @param arrivalMs when the record arrived, in epoch milliseconds
   * @param broken how the record breaks the rule; null if it keeps it
   * @param sample where the record can be looked up
   */
  public void addEvaluation(
      long offset, long arrivalMs, @Nullable ObservedCause broken, Sample sample) {
    if (offset <= lastOffset) {
      return;
    }
    lastOffset = offset;
    ruleEvaluations++;
    if (broken == null) {
      rulePasses++;
    } else {
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
    return new Counts(events, failed, warned, ruleEvaluations, rulePasses);
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
    return ruleEvaluations;
  }

  /** Evaluations that passed. */
  public long rulePasses() {
    return rulePasses;
  }

  /** Offset of the last record counted; -1 if there is none. */
  public long lastOffset() {
    return lastOffset;
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

  /** First arrival, in epoch milliseconds, of each producer version; the first 16 of them. */
  public Map<Producer, Long> producers() {
    return Collections.unmodifiableMap(producers);
  }

  /** A tally of its own with the same content. */
  public Tally copy() {
    return new Tally(lastOffset, counts(), latestEventTimeMs, firstArrivalMs, producers, causes());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tally that
        && lastOffset == that.lastOffset
        && counts().equals(that.counts())
        && latestEventTimeMs == that.latestEventTimeMs
        && firstArrivalMs == that.firstArrivalMs
        && producers.equals(that.producers)
        && causes().equals(that.causes());
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
