package io.signalfactory.registry;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a thread may still wait: a full allowance in each period, whose time runs from the first
 * wait. Not thread-safe: one per thread.
 */
final class WaitBudget {

  private final LongSupplier nanoClock;
  private final long allowance;
  private final long period;
  private long left;
  private long renewedAt;

  WaitBudget(Duration allowance, Duration period, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.allowance = allowance.toNanos();
    this.period = period.toNanos();
    left = this.allowance;
    renewedAt = nanoClock.getAsLong();
  }

  /** Nanoseconds that may be waited from now on; 0 or more. */
  long left() {
    long now = nanoClock.getAsLong();
    if (now - renewedAt >= period) {
      left = allowance;
      renewedAt = now;
    }
    return left;
  }

  /** Takes off what was waited since {@code begin}, a time of the clock. */
  void spentSince(long begin) {
    if (left == allowance) {
      renewedAt = begin;
    }
    left = Math.max(0, left - (nanoClock.getAsLong() - begin));
  }

  long now() {
    return nanoClock.getAsLong();
  }
}
