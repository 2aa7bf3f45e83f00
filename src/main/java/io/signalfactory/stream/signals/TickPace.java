package io.signalfactory.stream.signals;

import java.time.Duration;

/**
 * How often a SIGNALS task ticks: the more datasets it has, the more often, so that no tick takes
 * long; but not more often than that, as every tick interrupts the reading of records (ADR 0019).
 */
final class TickPace {

  static final Duration SHORTEST = Duration.ofMillis(50);
  private static final Duration SELDOM = Duration.ofMillis(200);
  private static final Duration TWICE_A_SECOND = Duration.ofMillis(500);

  /** So many datasets are judged in one tick (ADR 0019). */
  private static final int FEW = 100;

  /** So many are judged in four ticks; the fifth of a second is left for those that are late. */
  private static final int SOME = 4 * FEW;

  private TickPace() {}

  /** The time between two ticks: at most half a second, as a late tick may miss its second. */
  static Duration of(int datasets) {
    if (datasets <= FEW) {
      return TWICE_A_SECOND;
    }
    return datasets <= SOME ? SELDOM : SHORTEST;
  }
}
