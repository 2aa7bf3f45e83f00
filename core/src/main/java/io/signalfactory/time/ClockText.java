package io.signalfactory.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times as sentences show them, the same in every locale: whoever reads one elsewhere or later must
 * not guess its zone, so each names it.
 */
public final class ClockText {

  private static final DateTimeFormatter MINUTES = formatter("HH:mm");
  private static final DateTimeFormatter SECONDS = formatter("HH:mm:ss");
  private static final DateTimeFormatter DATE_AND_SECONDS = formatter("uuuu-MM-dd HH:mm:ss");
  private static final String UTC = " UTC";

  private ClockText() {}

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  /**
   * The hour and minute of a time by the clock of a zone: {@code 12:31 UTC}, {@code 13:31
   * Europe/Vienna}.
   */
  public static String minutes(Instant time, ZoneId zone) {
    return MINUTES.withZone(zone).format(time) + " " + zone.getId();
  }

  /**
   * A time to the second: {@code 12:31:07 UTC} on the day of {@code now}, {@code 2026-01-13
   * 12:31:07 UTC} on another day. The days are those of UTC.
   */
  public static String seconds(Instant time, Instant now) {
    return (dateOf(time).equals(dateOf(now)) ? SECONDS : DATE_AND_SECONDS).format(time) + UTC;
  }

  private static LocalDate dateOf(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
