package io.signalfactory.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Numbers and durations as sentences show them, the same in every locale. */
public final class Wording {

  private Wording() {}

  /** A limit as a percentage: {@code 95 %}, {@code 99.95 %}. */
  public static String limitPercent(double ratio) {
    BigDecimal percent = percentOf(ratio).stripTrailingZeros();
    return percent.toPlainString() + " %";
  }

  /**
   * An observed share as a percentage: {@code 81.0 %}. It is rounded down, to as many digits as its
   * limit has, so that a share below the limit never looks as if it had reached it.
   */
  public static String percent(double ratio, double limit) {
    int digits = Math.max(1, percentOf(limit).stripTrailingZeros().scale());
    return percentOf(ratio).setScale(digits, RoundingMode.FLOOR).toPlainString() + " %";
  }

  private static BigDecimal percentOf(double ratio) {
    return BigDecimal.valueOf(ratio).movePointRight(2);
  }

  /** A number with its thousands separated: {@code 12,345}. */
  public static String count(long number) {
    StringBuilder text = new StringBuilder(Long.toString(number));
    int firstDigit = number < 0 ? 1 : 0;
    for (int at = text.length() - 3; at > firstDigit; at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }

  /**
   * A duration in its two largest units: {@code 45 s}, {@code 16 min}, {@code 2 h 5 min}, {@code 3
   * d 4 h}. A negative one counts as zero.
   */
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

  /**
   * A window of some minutes: {@code the last hour}, {@code the last 5 minutes}. Windows consist of
   * calendar minutes and end with the current one. Two minutes or fewer are called what they are,
   * {@code this minute and the one before}, as "the last minute" would be 60 seconds to anybody.
   */
  public static String lastMinutes(int minutes) {
    return switch (minutes) {
      case 1 -> "this minute";
      case 2 -> "this minute and the one before";
      case 60 -> "the last hour";
      default ->
          minutes % 60 == 0
              ? "the last " + minutes / 60 + " hours"
              : "the last " + minutes + " minutes";
    };
  }
}
