package io.signalfactory.server.cluster;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a client has to have its answer, and how long one instance is waited for before that. It
 * counts from the arrival of the call, as the promise does.
 */
final class Deadline {

  /** Two seconds are promised; the rest is for what this instance does itself. */
  private static final long ALL_NANOS = 1_500_000_000;

  /** An instance that is well answers in a few milliseconds. */
  private static final long ONE_NANOS = 700_000_000;

  private static final long TOO_SHORT_NANOS = 50_000_000;

  private final LongSupplier nanoClock;
  private final long end;

  /**
   * @param arrivedAt when the call arrived, by the same clock
   */
  Deadline(LongSupplier nanoClock, long arrivedAt) {
    this.nanoClock = nanoClock;
    this.end = arrivedAt + ALL_NANOS;
  }

  /** Whether there is no time to ask another instance. */
  boolean over() {
    return end - nanoClock.getAsLong() < TOO_SHORT_NANOS;
  }

  /** How long the next instance is waited for. */
  Duration forOne() {
    return Duration.ofNanos(Math.max(1_000_000, Math.min(ONE_NANOS, end - nanoClock.getAsLong())));
  }
}
