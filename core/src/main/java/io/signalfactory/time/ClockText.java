package io.signalfactory.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as sentences show them: in UTC, the same in every locale and time zone. */
public final class ClockText {

  private static final DateTimeFormatter MINUTES = formatter("HH:mm");
  private static final DateTimeFormatter SECONDS = formatter("HH:mm:ss");
  private static final DateTimeFormatter DATE_AND_SECONDS = formatter("uuuu-MM-dd HH:mm:ss");

  private ClockText() {}

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  /** The hour and minute of a time: {@code 12:31}. */
  public static String minutes(Instant time) {
    return MINUTES.format(time);
  }

  /** The hour and minute of a time by the clock of a zone: {@code 13:31}. */
  public static String minutes(Instant time, ZoneId zone) {
    return MINUTES.withZone(zone).format(time);
  }

  /**
   * A time to the second: {@code 12:31:07} on the day of {@code now}, {@code 2026-01-13 12:31:07}
   * on another day.
   */
  public static String seconds(Instant time, Instant now) {
    return (dateOf(time).equals(dateOf(now)) ? SECONDS : DATE_AND_SECONDS).format(time);
  }

  private static LocalDate dateOf(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
