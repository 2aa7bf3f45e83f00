package io.signalfactory.tally;

import java.time.Instant;

/**
 * A span of whole minutes.
 *
 * @param from its first minute, in minutes since the epoch
 * @param to the first minute after it, in minutes since the epoch
 */
public record MinuteRange(long from, long to) {

  /** The last {@code count} minutes, including the current one. */
  public static MinuteRange last(int count, Instant now) {
    long current = minuteOf(now);
    return new MinuteRange(current - count + 1, current + 1);
  }

  /** The minute of an instant, in minutes since the epoch. */
  public static long minuteOf(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), 60);
  }

  /** The first instant of a minute. */
  public static Instant startOf(long minute) {
    return Instant.ofEpochSecond(Math.multiplyExact(minute, 60L));
  }

  /** The same span as instants. */
  public Window window() {
    return new Window(startOf(from), startOf(to));
  }
}
