package io.signalfactory.server;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The length of a window of history.
 *
 * @param minutes whole minutes, 1 to 1,440
 */
record HistoryStep(int minutes) {

  static final HistoryStep HOUR = new HistoryStep(60);
  static final String ALLOWED =
      "whole minutes from 1m to 1d, written like 5m, 1h or 1d, or like PT5M";

  private static final int MINUTES_A_DAY = 1_440;
  private static final Pattern SHORT = Pattern.compile("([0-9]{1,6})([mhd])");
  private static final int MAX_LENGTH = 20;

  HistoryStep {
    if (minutes < 1 || minutes > MINUTES_A_DAY) {
      throw new IllegalArgumentException("a step has 1 to 1440 minutes, not " + minutes);
    }
  }

  /** The step that a text says; empty if it says none that is possible. */
  static Optional<HistoryStep> parse(String text) {
    return duration(text)
        .filter(d -> d.toMinutes() >= 1 && d.toMinutes() <= MINUTES_A_DAY)
        .filter(d -> d.equals(Duration.ofMinutes(d.toMinutes())))
        .map(d -> new HistoryStep((int) d.toMinutes()));
  }

  private static Optional<Duration> duration(String text) {
    Matcher matcher = SHORT.matcher(text);
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      return Optional.of(
          switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
          });
    }
    try {
      return text.length() > MAX_LENGTH ? Optional.empty() : Optional.of(Duration.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The beginning of the window that {@code minute} is in: a multiple of the step since 1970. */
  long floor(long minute) {
    return Math.floorDiv(minute, minutes) * minutes;
  }

  /** The first beginning of a window at or after {@code minute}. */
  long ceiling(long minute) {
    return -floor(-minute);
  }

  /** The step as ISO 8601 writes it: {@code PT1H}. */
  @Override
  public String toString() {
    return Duration.ofMinutes(minutes).toString();
  }
}
