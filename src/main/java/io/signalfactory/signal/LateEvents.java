package io.signalfactory.signal;

import io.signalfactory.tally.MinuteRange;
import io.signalfactory.tally.Window;
import java.time.Instant;
import java.util.function.LongBinaryOperator;

/** Finds out whether late events disprove a breach of too few events. */
final class LateEvents {

  private LateEvents() {}

  /**
   * Whether the window of a breach has enough events by now.
   *
   * <p>The window is taken one minute earlier than it was published: its last minute had not ended
   * when the breach was published, so more events of that minute were not late. {@link VolumeJudge}
   * had judged the earlier minutes too.
   *
   * <p>False for a window that begins before events are still counted, because its first minutes
   * may have been dropped.
   *
   * @param breach a breach of volume
   * @param retainedSince since when late events are still counted
   * @param eventsBetween counts the events of the dataset from a minute up to, but not including,
   *     another one; both are in minutes since the epoch
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
