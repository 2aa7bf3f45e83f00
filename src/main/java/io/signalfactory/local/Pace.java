package io.signalfactory.local;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Slows a sender down to a rate. */
final class Pace {

  private static final double NANOS_PER_SECOND = 1e9;

  private final double perSecond;
  private final LongSupplier nanoClock;
  private final long start;
  private long sent;

  /**
   * @param perSecond records per second, above 0; infinite for no limit
   */
  Pace(double perSecond, LongSupplier nanoClock) {
    this.perSecond = perSecond;
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
  }

  /** How long the next record must wait, in nanoseconds; 0 if it is due. */
  long nanosUntilNext() {
    if (Double.isInfinite(perSecond)) {
      return 0;
    }
    long due = start + (long) (sent / perSecond * NANOS_PER_SECOND);
    return Math.max(0, due - nanoClock.getAsLong());
  }

  /** Waits until the next record is due, or the thread is interrupted, and counts it. */
  void await() {
    long nanos = nanosUntilNext();
    while (nanos > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(nanos);
      nanos = nanosUntilNext();
    }
    sent++;
  }
}
