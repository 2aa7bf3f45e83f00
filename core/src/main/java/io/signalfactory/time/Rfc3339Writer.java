package io.signalfactory.time;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/**
 * Writes times as RFC 3339 in UTC, always with milliseconds: {@code 2026-01-14T12:34:56.789Z}. An
 * instance writes bytes and remembers the last second, because times of one kind are almost in
 * order and there are thousands per second. Not thread-safe: use one instance per thread and kind
 * of time.
 */
public final class Rfc3339Writer {

  private static final byte[] BLANK =
      "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.ISO_8859_1);
  private static final int SECOND_LENGTH = "2026-01-14T12:34:56".length();
  private static final int MILLIS_AT = SECOND_LENGTH + 1;

  /** How many bytes a time has. */
  public static final int LENGTH = BLANK.length;

  private static final int SECONDS_PER_DAY = 24 * 60 * 60;
  private static final int FIRST_YEAR = 0;
  private static final int LAST_YEAR = 9_999;
  private static final long FIRST_SECOND = secondOfYear(FIRST_YEAR);
  private static final long END_SECOND = secondOfYear(LAST_YEAR + 1);

  private static final DateTimeFormatter OTHER_YEARS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private long second = Long.MIN_VALUE;

  /** The second as text, with milliseconds that are replaced. */
  private final byte[] secondText = Arrays.copyOf(BLANK, LENGTH);

  /**
   * Returns a time as text.
   *
   * @param instant finer parts than milliseconds are cut off, towards the past; RFC 3339 has the
   *     years 0000 to 9999, and a time outside is written as ISO 8601 writes it, with the sign of
   *     its year
   */
  public static String format(Instant instant) {
    LocalDate date = LocalDate.ofInstant(instant, ZoneOffset.UTC);
    if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
      return OTHER_YEARS.format(instant);
    }
    // Each signal state has five times, and thousands of states are written per second: with the
    // formatter a third of that work would be formatting times.
    byte[] text = Arrays.copyOf(BLANK, LENGTH);
    putSecond(text, date, Math.floorMod(instant.getEpochSecond(), SECONDS_PER_DAY));
    put(text, MILLIS_AT, 3, instant.getNano() / 1_000_000);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /**
   * Writes a time into an array: {@link #LENGTH} bytes, beginning at {@code at}.
   *
   * @param epochMs milliseconds since 1970-01-01T00:00:00Z; RFC 3339 has the years 0000 to 9999,
   *     and of a time outside the nearest time inside is written
   */
  public void write(long epochMs, byte[] into, int at) {
    long clamped = Math.min(END_SECOND * 1_000 - 1, Math.max(FIRST_SECOND * 1_000, epochMs));
    long itsSecond = Math.floorDiv(clamped, 1_000L);
    if (itsSecond != second) {
      second = itsSecond;
      putSecond(
          secondText,
          LocalDate.ofEpochDay(Math.floorDiv(itsSecond, SECONDS_PER_DAY)),
          Math.floorMod(itsSecond, SECONDS_PER_DAY));
    }
    System.arraycopy(secondText, 0, into, at, LENGTH);
    put(into, at + MILLIS_AT, 3, (int) (clamped - itsSecond * 1_000));
  }

  private static long secondOfYear(int year) {
    return LocalDate.of(year, 1, 1).toEpochDay() * SECONDS_PER_DAY;
  }

  private static void putSecond(byte[] text, LocalDate date, int secondOfDay) {
    put(text, 0, 4, date.getYear());
    put(text, 5, 2, date.getMonthValue());
    put(text, 8, 2, date.getDayOfMonth());
    put(text, 11, 2, secondOfDay / 3_600);
    put(text, 14, 2, secondOfDay / 60 % 60);
    put(text, 17, 2, secondOfDay % 60);
  }

  private static void put(byte[] text, int at, int digits, int number) {
    int rest = number;
    for (int i = at + digits - 1; i >= at; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
