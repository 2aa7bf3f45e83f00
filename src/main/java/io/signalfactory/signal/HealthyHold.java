package io.signalfactory.signal;

import io.signalfactory.tally.Window;
import java.time.Duration;

/**
 * How long a signal has to be healthy before its breach is resolved: long enough that a value which
 * wavers about its limit is one breach and not many, short beside the time that an incident takes.
 *
 * <ul>
 *   <li>Freshness: one and a half times its limit, so that a feed whose every event comes a little
 *       too late does not resolve with each of them.
 *   <li>Volume, compliance, quality: a twelfth of the window, which by then has moved by several
 *       minutes. Five for an hour.
 *   <li>Never below 30 seconds, nor above 5 minutes.
 * </ul>
 */
final class HealthyHold {

  private static final Duration LEAST = Duration.ofSeconds(30);
  private static final Duration MOST = Duration.ofMinutes(5);
  private static final int PARTS_OF_A_WINDOW = 12;
  private static final double TIMES_THE_LIMIT = 1.5;

  private HealthyHold() {}

  static Duration of(Judgement judgement) {
    Window window = judgement.window();
    if (window != null) {
      return within(Duration.between(window.start(), window.end()).dividedBy(PARTS_OF_A_WINDOW));
    }
    Threshold threshold = judgement.threshold();
    Double limitSeconds = threshold == null ? null : threshold.critical();
    return limitSeconds == null
        ? LEAST
        : within(Duration.ofMillis(Math.round(limitSeconds * 1_000 * TIMES_THE_LIMIT)));
  }

  private static Duration within(Duration hold) {
    if (hold.compareTo(LEAST) < 0) {
      return LEAST;
    }
    return hold.compareTo(MOST) > 0 ? MOST : hold;
  }
}
