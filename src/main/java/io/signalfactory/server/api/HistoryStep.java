package io.signalfactory.server.api;

import io.signalfactory.time.TimeSpan;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The length of the windows of a history.
 *
 * @param minutes whole minutes, 1 to 1,440
 */
record HistoryStep(int minutes) {

  static final HistoryStep HOUR = new HistoryStep(60);
  static final String ALLOWED = "whole minutes from 1m to 1d, written as 5m, 1h, 1d or PT5M";

  private static final int MINUTES_PER_DAY = 1_440;

  HistoryStep {
    if (minutes < 1 || minutes > MINUTES_PER_DAY) {
      throw new IllegalArgumentException("a step has 1 to 1440 minutes, not " + minutes);
    }
  }

  /**
   * Reads a step such as {@code 5m}, {@code 1h}, {@code 1d} or {@code PT5M}.
   *
   * @return empty if the text is anything but whole minutes from one minute to one day
   */
  static Optional<HistoryStep> parse(String text) {
    return TimeSpan.parse(text, ChronoUnit.MINUTES)
        .or(() -> TimeSpan.parseIso(text))
        .filter(span -> span.toMinutes() >= 1 && span.toMinutes() <= MINUTES_PER_DAY)
        .filter(span -> span.equals(Duration.ofMinutes(span.toMinutes())))
        .map(span -> new HistoryStep((int) span.toMinutes()));
  }

  /** The shortest step with which a span of minutes has at most that many windows, if any has. */
  static Optional<HistoryStep> forWindows(long spanMinutes, int windows) {
    long minutes = -Math.floorDiv(-spanMinutes, windows);
    return minutes > MINUTES_PER_DAY
        ? Optional.empty()
        : Optional.of(new HistoryStep((int) minutes));
  }

  /** The start of the window that a minute is in: a multiple of the step since the epoch. */
  long floor(long minute) {
    return Math.floorDiv(minute, minutes) * minutes;
  }

  /** The first start of a window at or after a minute. */
  long ceiling(long minute) {
    return -floor(-minute);
  }

  /** The step as ISO 8601 writes it: {@code PT1H}. */
  @Override
  public String toString() {
    return Duration.ofMinutes(minutes).toString();
  }
}
