package io.signalfactory.past;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of one hour of a dataset for 35 days. Its two parts are written apart: an hour is
 * counted by event time and judged by our clock.
 *
 * @param count what was counted; null until the hour is closed
 * @param judged what judging it came to; null until the hour is over, or if it was not judged
 */
public record RollupHour(@Nullable HourCount count, @Nullable Judged judged) {

  /** Nothing is kept. */
  public static final RollupHour NOTHING = new RollupHour(null, null);

  RollupHour with(HourCount other) {
    return new RollupHour(other, judged);
  }

  RollupHour with(Judged other) {
    return new RollupHour(count, other);
  }
}
