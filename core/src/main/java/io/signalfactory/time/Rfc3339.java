package io.signalfactory.time;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads RFC 3339 {@code date-time} and {@code full-date} from text, character by character: there
 * is a time in every event, and java.time would throw an exception for each text that is not one.
 */
public final class Rfc3339 {

  private static final int DATE_LENGTH = 10;

  /** {@code 2026-01-14T12:34:56}. */
  private static final int SECONDS_END = 19;

  private static final int MINUTES_PER_DAY = 24 * 60;
  private static final long SECONDS_PER_DAY = MINUTES_PER_DAY * 60L;

  /** 0000-01-01T00:00:00Z: the earliest time that the format can express. */
  private static final long EARLIEST_SECOND = LocalDate.of(0, 1, 1).toEpochDay() * SECONDS_PER_DAY;

  private static final long LATEST_SECOND =
      LocalDate.of(10_000, 1, 1).toEpochDay() * SECONDS_PER_DAY - 1;

  private static final int INVALID = -1;

  /** Stands for "not a date-time": no second of the years 0000 to 9999 has this value. */
  private static final long NO_SECOND = Long.MIN_VALUE;

  /** The digits of a fraction that are whole milliseconds. */
  private static final int MILLIS_DIGITS = 3;

  /** The last moment of a second, as exactly as times are read. */
  private static final BigDecimal END_OF_SECOND_MS =
      BigDecimal.valueOf(1_000)
          .subtract(BigDecimal.ONE.movePointLeft(TimeFormat.EXACT_DIGITS - MILLIS_DIGITS));

  private Rfc3339() {}

  /** Whether the text is a {@code full-date}, a day of the calendar: {@code 2024-02-29}. */
  public static boolean isFullDate(String text) {
    return text.length() == DATE_LENGTH && isDateAtStart(text);
  }

  /**
   * Milliseconds since the epoch, or empty if the text is not a {@code date-time}. What is finer is
   * cut off, towards the past.
   */
  static OptionalLong epochMillis(String text) {
    long second = epochSecond(text);
    if (second == NO_SECOND) {
      return OptionalLong.empty();
    }
    int millis = isLeapSecond(text) ? 999 : fractionMillis(text, fractionEnd(text));
    return OptionalLong.of(second * 1_000 + millis);
  }

  /**
   * Milliseconds since the epoch as exactly as they are written, to {@link TimeFormat#EXACT_DIGITS}
   * digits of a second: a {@link Long} if they are whole, else a {@link BigDecimal}. Null if the
   * text is not a {@code date-time}.
   */
  static @Nullable Object exactMillis(String text) {
    long second = epochSecond(text);
    if (second == NO_SECOND) {
      return null;
    }
    if (isLeapSecond(text)) {
      return BigDecimal.valueOf(second * 1_000).add(END_OF_SECOND_MS);
    }
    int start = SECONDS_END + 1;
    int end = Math.min(fractionEnd(text), start + TimeFormat.EXACT_DIGITS);
    while (end > start + MILLIS_DIGITS && text.charAt(end - 1) == '0') {
      end--;
    }
    if (end <= start + MILLIS_DIGITS) {
      return second * 1_000 + fractionMillis(text, end);
    }
    BigDecimal fraction =
        new BigDecimal(new BigInteger(text.substring(start, end)), end - start - MILLIS_DIGITS);
    return BigDecimal.valueOf(second * 1_000).add(fraction);
  }

  /**
   * The second that the text is in; for a leap second, the one before it. {@link #NO_SECOND} if the
   * text is not a {@code date-time}.
   */
  private static long epochSecond(String text) {
    if (text.length() <= SECONDS_END || !isDateAtStart(text) || !isClockTime(text)) {
      return NO_SECOND;
    }
    int fractionEnd = fractionEnd(text);
    if (fractionEnd == INVALID) {
      return NO_SECOND;
    }
    int offsetMinutes = offsetMinutes(text, fractionEnd);
    if (offsetMinutes == Integer.MIN_VALUE) {
      return NO_SECOND;
    }
    int minutes = twoDigits(text, 11) * 60 + twoDigits(text, 14) - offsetMinutes;
    boolean leap = isLeapSecond(text);
    if (leap && Math.floorMod(minutes, MINUTES_PER_DAY) != MINUTES_PER_DAY - 1) {
      return NO_SECOND;
    }
    long second =
        epochDay(text) * SECONDS_PER_DAY + minutes * 60L + (leap ? 59 : twoDigits(text, 17));
    // The offset can move a time of the first or last day out of the range.
    return second < EARLIEST_SECOND || second > LATEST_SECOND ? NO_SECOND : second;
  }

  private static boolean isLeapSecond(String text) {
    return text.charAt(17) == '6';
  }

  private static boolean isDateAtStart(String text) {
    if (text.charAt(4) != '-' || text.charAt(7) != '-') {
      return false;
    }
    int century = twoDigits(text, 0);
    int year = twoDigits(text, 2);
    int month = twoDigits(text, 5);
    int day = twoDigits(text, 8);
    if (century == INVALID || year == INVALID || month < 1 || month > 12 || day < 1) {
      return false;
    }
    return day <= 28 || day <= YearMonth.of(century * 100 + year, month).lengthOfMonth();
  }

  private static long epochDay(String text) {
    int year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
    return LocalDate.of(year, twoDigits(text, 5), twoDigits(text, 8)).toEpochDay();
  }

  private static boolean isClockTime(String text) {
    char separator = text.charAt(10);
    if ((separator != 'T' && separator != 't')
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return false;
    }
    int hour = twoDigits(text, 11);
    int minute = twoDigits(text, 14);
    int second = twoDigits(text, 17);
    return hour != INVALID
        && hour <= 23
        && minute != INVALID
        && minute <= 59
        && second != INVALID
        && second <= 60;
  }

  /** Where the offset begins; {@link #INVALID} if the fraction has no digits. */
  private static int fractionEnd(String text) {
    if (text.charAt(SECONDS_END) != '.') {
      return SECONDS_END;
    }
    int at = SECONDS_END + 1;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at > SECONDS_END + 1 ? at : INVALID;
  }

  private static int fractionMillis(String text, int end) {
    int millis = 0;
    for (int place = 1; place <= 3; place++) {
      int at = SECONDS_END + place;
      millis = millis * 10 + (at < end ? text.charAt(at) - '0' : 0);
    }
    return millis;
  }

  /** The offset, which is the rest of the text; {@link Integer#MIN_VALUE} if it is not one. */
  private static int offsetMinutes(String text, int start) {
    int length = text.length() - start;
    char sign = length > 0 ? text.charAt(start) : ' ';
    if (sign == 'Z' || sign == 'z') {
      return length == 1 ? 0 : Integer.MIN_VALUE;
    }
    if ((sign != '+' && sign != '-') || length != 6 || text.charAt(start + 3) != ':') {
      return Integer.MIN_VALUE;
    }
    int hours = twoDigits(text, start + 1);
    int minutes = twoDigits(text, start + 4);
    if (hours == INVALID || hours > 23 || minutes == INVALID || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
  }

  private static int twoDigits(String text, int at) {
    char tens = text.charAt(at);
    char ones = text.charAt(at + 1);
    return isDigit(tens) && isDigit(ones) ? (tens - '0') * 10 + (ones - '0') : INVALID;
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
