package io.signalfactory.tally;

import java.time.Instant;

/**
 * A span of whole minutes.
 *
 * @param from its first minute, in minutes since the epoch
 * @param to the first minute after it
 */
public record MinuteRange(long from, long to) {

  /** The {@code count} minutes that end with the one {@code now} is in. */
  public static MinuteRange last(int count, Instant now) {
    long current = minuteOf(now);
    return new MinuteRange(current - count + 1, current + 1);
  }

  public static long minuteOf(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), 60);
  }

  public static Instant startOf(long minute) {
    return Instant.ofEpochSecond(Math.multiplyExact(minute, 60L));
  }

  public Window window() {
    return new Window(startOf(from), startOf(to));
  }
}
