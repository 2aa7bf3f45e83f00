package io.signalfactory.signal;

import io.signalfactory.baseline.HourCounts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongBinaryOperator;

/**
 * The calendar hours of a dataset that close now: they have ended, their grace has passed, and
 * every raw partition has been read past both. Only hours that were counted whole are kept: one
 * that began before the dataset was known, or whose minutes are no longer stored, is left out.
 *
 * @param firstHour the first hour to keep, in hours since the epoch
 * @param endHour every hour before this one is closed now; it may be before {@code firstHour},
 *     where no hour is kept
 * @param beganIn the first hour that was counted at least in part: {@code firstHour}, or the hour
 *     before it, in which the dataset became known
 */
public record HourClosing(long firstHour, long endHour, long beganIn) {

  private static final long HOUR_MS = Duration.ofHours(1).toMillis();
  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();
  private static final int MINUTES_PER_HOUR = 60;

  /**
   * The hours that close now, if there are any.
   *
   * @param closedThroughMs every hour that ends at or before this is closed already; {@link
   *     Long#MIN_VALUE} if none is
   * @param observedSinceMs when the dataset became known
   * @param readPastMs the watermark: every record that arrived before it has been counted; {@link
   *     Long#MIN_VALUE} if that is not known
   */
  public static Optional<HourClosing> due(
      long closedThroughMs, long observedSinceMs, Terms terms, long readPastMs) {
    if (readPastMs == Long.MIN_VALUE) {
      return Optional.empty();
    }
    long endHour = Math.floorDiv(readPastMs - terms.grace().toMillis(), HOUR_MS);
    if (endHour * HOUR_MS <= closedThroughMs) {
      return Optional.empty();
    }
    long storedFromMs = (endHour * MINUTES_PER_HOUR - terms.minutesRetained()) * MINUTE_MS;
    long fromMs = Math.max(Math.max(closedThroughMs, observedSinceMs), storedFromMs);
    boolean begins = observedSinceMs > closedThroughMs && observedSinceMs >= storedFromMs;
    long firstHour = ceilDiv(fromMs);
    return Optional.of(
        new HourClosing(
            firstHour, endHour, begins ? Math.floorDiv(observedSinceMs, HOUR_MS) : firstHour));
  }

  private static long ceilDiv(long ms) {
    return -Math.floorDiv(-ms, HOUR_MS);
  }

  /** Every hour that ends at or before this is closed, in milliseconds since the epoch. */
  public long throughMs() {
    return endHour * HOUR_MS;
  }

  /** The first minute of an hour, in minutes since the epoch. */
  public static long firstMinute(long hour) {
    return hour * MINUTES_PER_HOUR;
  }

  /**
   * The events of an hour.
   *
   * @param events the dataset's events from a minute on, up to another and without it
   */
  public static HourCounts count(long hour, LongBinaryOperator events) {
    long first = firstMinute(hour);
    return new HourCounts(
        events.applyAsLong(first, first + 15),
        events.applyAsLong(first + 15, first + 30),
        events.applyAsLong(first + 30, first + 45),
        events.applyAsLong(first + 45, first + 60));
  }
}
