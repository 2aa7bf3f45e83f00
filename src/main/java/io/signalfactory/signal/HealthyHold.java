package io.signalfactory.signal;

import io.signalfactory.tally.Window;
import java.time.Duration;

/**
 * How long a signal has to be healthy before its breach is resolved. Long enough that a value which
 * moves around its limit makes one breach and not many; short compared with an incident.
 *
 * <ul>
 *   <li>Freshness: one and a half times the limit, so that a feed in which every event comes a
 *       little too late does not resolve its breach with each event.
 *   <li>Volume, compliance, quality: a twelfth of the window, for example five minutes of an hour.
 *   <li>At least 30 seconds and at most 5 minutes.
 * </ul>
 */
final class HealthyHold {

  private static final Duration LEAST = Duration.ofSeconds(30);
  private static final Duration MOST = Duration.ofMinutes(5);
  private static final int PARTS_OF_A_WINDOW = 12;
  private static final double TIMES_THE_LIMIT = 1.5;

  private HealthyHold() {}

  /** The hold for a signal with the window and the limits of this judgement. */
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
