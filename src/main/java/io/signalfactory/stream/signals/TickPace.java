package io.signalfactory.stream.signals;

import java.time.Duration;

/**
 * How often a SIGNALS task ticks: more often the more datasets it has, so that no tick takes long,
 * and no more often than that, as Kafka Streams reads fewer records at a stretch the more ticks
 * there are (ADR 0019).
 */
final class TickPace {

  static final Duration SHORTEST = Duration.ofMillis(50);
  private static final Duration SELDOM = Duration.ofMillis(200);
  private static final Duration TWICE_A_SECOND = Duration.ofMillis(500);

  /** One tick judges them, at some 13 µs each (ADR 0019). */
  private static final int FEW = 100;

  /** Four ticks judge them, and the fifth of the second is left for those that are late. */
  private static final int SOME = 4 * FEW;

  private TickPace() {}

  /** How far ticks are apart. Twice a second at least, as one that is late may miss its second. */
  static Duration of(int datasets) {
    if (datasets <= FEW) {
      return TWICE_A_SECOND;
    }
    return datasets <= SOME ? SELDOM : SHORTEST;
  }
}
