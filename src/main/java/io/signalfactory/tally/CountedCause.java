package io.signalfactory.tally;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A cause and how many events had it.
 *
 * @param cause the cause
 * @param count events with the cause; never too low, and too high by at most {@code error}
 * @param error by how much {@code count} can be too high: 0 unless there were more causes than a
 *     tally keeps
 * @param firstSeenMs arrival of the first of the events, in epoch milliseconds
 * @param sample the record of the first of the events
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

  /** By the certain count, largest first; equal ones in the order of the causes. */
  static final Comparator<CountedCause> LARGEST_FIRST =
      Comparator.comparingLong(CountedCause::certain)
          .thenComparingLong(CountedCause::count)
          .reversed()
          .thenComparing(CountedCause::cause);

  /** Events that had this cause for certain: {@code count - error}, at least 1. */
  long certain() {
    return Math.max(1, count - error);
  }

  /** The sum of two counts of the same cause, with the earlier sample. */
  CountedCause plus(CountedCause other) {
    CountedCause first = EARLIEST.compare(this, other) <= 0 ? this : other;
    return new CountedCause(
        cause, count + other.count, error + other.error, first.firstSeenMs, first.sample);
  }
}
