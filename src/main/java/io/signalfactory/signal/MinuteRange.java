package io.signalfactory.signal;

import java.time.Instant;

/**
 * A span of whole minutes.
 *
 * @param from its first minute, in minutes since the epoch
 * @param to the first minute after it
 */
record MinuteRange(long from, long to) {

  /** The {@code count} minutes that end with the one {@code now} is in. */
  static MinuteRange last(int count, Instant now) {
    long current = minuteOf(now);
    return new MinuteRange(current - count + 1, current + 1);
  }

  static long minuteOf(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), 60);
  }

  static Instant startOf(long minute) {
    return Instant.ofEpochSecond(Math.multiplyExact(minute, 60L));
  }

  Window window() {
    return new Window(startOf(from), startOf(to));
  }
}
