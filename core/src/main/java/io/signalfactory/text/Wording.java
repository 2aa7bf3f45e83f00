package io.signalfactory.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How values read in sentences, the same in every locale and time zone. */
public final class Wording {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Wording() {}

  /** A limit: {@code 95 %}, {@code 99.95 %}. */
  public static String limitPercent(double ratio) {
    BigDecimal percent = percentOf(ratio).stripTrailingZeros();
    return percent.toPlainString() + " %";
  }

  /**
   * An observed share beside its limit: {@code 81.0 %}. Rounded down, and to as many digits as the
   * limit has, so that a miss never reads as if it had met the limit.
   */
  public static String percent(double ratio, double limit) {
    int digits = Math.max(1, percentOf(limit).stripTrailingZeros().scale());
    return percentOf(ratio).setScale(digits, RoundingMode.FLOOR).toPlainString() + " %";
  }

  private static BigDecimal percentOf(double ratio) {
    return BigDecimal.valueOf(ratio).movePointRight(2);
  }

  /** {@code 12,345}. */
  public static String count(long number) {
    StringBuilder text = new StringBuilder(Long.toString(number));
    int firstDigit = number < 0 ? 1 : 0;
    for (int at = text.length() - 3; at > firstDigit; at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }

  /** The two largest units: {@code 45 s}, {@code 16 min}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
  public static String span(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return units(seconds / 60, " min", seconds % 60, " s");
    }
    if (seconds < 86_400) {
      return units(seconds / 3_600, " h", seconds % 3_600 / 60, " min");
    }
    return units(seconds / 86_400, " d", seconds % 86_400 / 3_600, " h");
  }

  private static String units(long large, String largeUnit, long small, String smallUnit) {
    String text = large + largeUnit;
    return small == 0 ? text : text + " " + small + smallUnit;
  }

  /** {@code 12:31:07} in UTC, with the date if it is not the date of {@code now}. */
  public static String time(Instant instant, Instant now) {
    return (dateOf(instant).equals(dateOf(now)) ? TIME : DATE_TIME).format(instant);
  }

  private static LocalDate dateOf(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  /** {@code last hour}, {@code last 5 minutes}. */
  public static String lastMinutes(int minutes) {
    if (minutes == 1) {
      return "last minute";
    }
    if (minutes == 60) {
      return "last hour";
    }
    return minutes % 60 == 0 ? "last " + minutes / 60 + " hours" : "last " + minutes + " minutes";
  }
}
