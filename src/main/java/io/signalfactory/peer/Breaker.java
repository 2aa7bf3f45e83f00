package io.signalfactory.peer;

import java.util.function.LongSupplier;

/**
 * Leaves an instance alone for a while once several questions in a row have failed. Then one
 * question is let through; if that fails as well, it is left alone again. Thread-safe.
 */
final class Breaker {

  private final int limit;
  private final long restNanos;
  private final LongSupplier nanoClock;
  private int failures;
  private long failedAt;
  private boolean trying;

  Breaker(int limit, long restNanos, LongSupplier nanoClock) {
    this.limit = limit;
    this.restNanos = restNanos;
    this.nanoClock = nanoClock;
  }

  /** Whether a question may be asked now; whoever is told so says how it ended. */
  synchronized boolean lets() {
    if (failures < limit) {
      return true;
    }
    if (trying || nanoClock.getAsLong() - failedAt < restNanos) {
      return false;
    }
    trying = true;
    return true;
  }

  /** There was an answer. */
  synchronized void succeeded() {
    failures = 0;
    trying = false;
  }

  /** There was none. */
  synchronized void failed() {
    failures = Math.min(limit, failures + 1);
    failedAt = nanoClock.getAsLong();
    trying = false;
  }

  /** The question was not asked after all. */
  synchronized void withdrawn() {
    trying = false;
  }
}
