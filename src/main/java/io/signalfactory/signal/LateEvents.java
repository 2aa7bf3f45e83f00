package io.signalfactory.signal;

import io.signalfactory.tally.MinuteRange;
import io.signalfactory.tally.Window;
import java.time.Instant;
import java.util.function.LongBinaryOperator;

/** Whether events that arrived late disprove a breach of too few events. */
final class LateEvents {

  private LateEvents() {}

  /**
   * Whether the window that a breach was about has enough events by now.
   *
   * <p>The minute in which it was said is left out, as it was not over: its own events were still
   * to come, and none of them late. {@link VolumeJudge} had counted the minutes before it.
   *
   * <p>A window that reaches further back than late events are counted is not looked at again, as
   * its first minutes may have been dropped.
   *
   * @param breach a breach of volume
   * @param retainedSince since when events are retained
   * @param eventsBetween the dataset's events from a minute on, up to another and without it; both
   *     in minutes since the epoch
   */
  static boolean disprove(Breach breach, Instant retainedSince, LongBinaryOperator eventsBetween) {
    Window window = breach.window();
    Threshold threshold = breach.threshold();
    if (window == null || threshold == null || threshold.minimum() == null) {
      return false;
    }
    Double observed = breach.observed().value();
    if (observed == null || observed >= threshold.minimum()) {
      return false;
    }
    long from = MinuteRange.minuteOf(window.start()) - 1;
    long to = MinuteRange.minuteOf(window.end()) - 1;
    if (MinuteRange.startOf(from).isBefore(retainedSince)) {
      return false;
    }
    return eventsBetween.applyAsLong(from, to) >= threshold.minimum();
  }
}
