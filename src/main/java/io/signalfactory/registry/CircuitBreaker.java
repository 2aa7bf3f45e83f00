package io.signalfactory.registry;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps questions from a registry that does not answer. After a few failures in a row nobody asks
 * for a pause, then one question goes out to see whether it is back; the pause doubles with each
 * that fails. Thread-safe.
 */
final class CircuitBreaker {

  /** One connection that breaks says little, and a registry that is away fails them all. */
  private static final int FAILURES_TO_OPEN = 3;

  private final LongSupplier nanoClock;
  private final long firstPause;
  private final long longestPause;
  private int failures;
  private long pause;
  private long openUntil;
  private boolean trying;

  CircuitBreaker(Duration firstPause, Duration longestPause, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.firstPause = firstPause.toNanos();
    this.longestPause = longestPause.toNanos();
    pause = this.firstPause;
  }

  /** Whether the registry answered, as far as is known. */
  synchronized boolean closed() {
    return failures < FAILURES_TO_OPEN;
  }

  /** Takes leave to ask; who gets it reports what came of it. */
  synchronized boolean mayAsk() {
    if (closed()) {
      return true;
    }
    if (trying || nanoClock.getAsLong() - openUntil < 0) {
      return false;
    }
    trying = true;
    return true;
  }

  synchronized void answered() {
    failures = 0;
    trying = false;
    pause = firstPause;
  }

  synchronized void failed() {
    trying = false;
    failures = Math.min(failures + 1, FAILURES_TO_OPEN);
    if (!closed()) {
      openUntil = nanoClock.getAsLong() + pause;
      pause = Math.min(pause * 2, longestPause);
    }
  }

  /** Gives leave back that was not used. */
  synchronized void notAsked() {
    trying = false;
  }
}
