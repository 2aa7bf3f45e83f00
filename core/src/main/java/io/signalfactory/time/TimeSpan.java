package io.signalfactory.time;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as text: a number and its unit, {@code 30s}, {@code 15m}, {@code 24h} or {@code 7d}, as
 * contracts and query parameters write them. A day has 24 hours.
 */
public final class TimeSpan {

  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,9})([smhd])");

  /** Longer than every duration that anybody writes. */
  private static final int MAX_ISO_LENGTH = 20;

  private TimeSpan() {}

  /**
   * Reads a number of up to nine digits and its unit.
   *
   * @return the duration, zero included; empty if the text is anything else
   */
  public static Optional<Duration> parse(String text) {
    return parse(text, ChronoUnit.SECONDS);
  }

  /**
   * Reads a number of up to nine digits and its unit, which must not be too small.
   *
   * @param smallest the smallest unit that is allowed: {@link ChronoUnit#SECONDS}, {@link
   *     ChronoUnit#MINUTES}, {@link ChronoUnit#HOURS} or {@link ChronoUnit#DAYS}
   * @return the duration, zero included; empty if the text is anything else
   */
  public static Optional<Duration> parse(String text, ChronoUnit smallest) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    ChronoUnit unit =
        switch (matcher.group(2)) {
          case "s" -> ChronoUnit.SECONDS;
          case "m" -> ChronoUnit.MINUTES;
          case "h" -> ChronoUnit.HOURS;
          default -> ChronoUnit.DAYS;
        };
    return unit.compareTo(smallest) < 0
        ? Optional.empty()
        : Optional.of(Duration.of(Long.parseLong(matcher.group(1)), unit));
  }

  /**
   * Reads a duration of ISO 8601: {@code PT5M}, {@code P1D}, {@code PT1H30M}. It can be negative.
   *
   * @return the duration; empty if the text is none, or has more than 20 characters
   */
  public static Optional<Duration> parseIso(String text) {
    if (text.length() > MAX_ISO_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Writes a duration with the largest unit that needs no fraction: {@code 90m}, {@code 1d}. {@link
   * #parse(String)} reads it back unless it is negative or has more than nine digits.
   *
   * @param duration what is finer than seconds is cut off
   */
  public static String format(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
