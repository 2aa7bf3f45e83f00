package io.signalfactory.tally;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * How often a cause was seen.
 *
 * @param cause the violation
 * @param count events with it; never less than the truth, and too high by {@code error} at most
 * @param error the most by which {@code count} can be too high: 0 unless there were more causes
 *     than a tally keeps
 * @param firstSeenMs arrival of the first of them, in epoch milliseconds
 * @param sample the first of them
 */
public record CountedCause(
    ObservedCause cause, long count, long error, long firstSeenMs, Sample sample) {

  private static final Comparator<CountedCause> EARLIEST =
      Comparator.comparingLong(CountedCause::firstSeenMs)
          .thenComparing(counted -> counted.sample().topic())
          .thenComparingInt(counted -> counted.sample().partition())
          .thenComparingLong(counted -> counted.sample().offset())
          .thenComparing(counted -> counted.sample().evidenceId())
          .thenComparing(
              counted -> counted.sample().traceId(),
              Comparator.<@Nullable String>nullsFirst(Comparator.naturalOrder()));

  /** Largest first, by what is certain; ties by the cause's text. */
  static final Comparator<CountedCause> LARGEST_FIRST =
      Comparator.comparingLong(CountedCause::certain)
          .thenComparingLong(CountedCause::count)
          .reversed()
          .thenComparing(CountedCause::cause);

  /** Events that certainly had this cause: {@code count - error}, at least 1. */
  long certain() {
    return Math.max(1, count - error);
  }

  /** Both counts of the same cause as one, with the earlier sample. */
  CountedCause plus(CountedCause other) {
    CountedCause first = EARLIEST.compare(this, other) <= 0 ? this : other;
    return new CountedCause(
        cause, count + other.count, error + other.error, first.firstSeenMs, first.sample);
  }
}
