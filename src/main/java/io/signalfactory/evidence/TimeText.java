package io.signalfactory.evidence;

import java.time.LocalDate;

/**
 * Writes times as RFC 3339 in UTC with milliseconds. Remembers the last day, as nearly all times
 * are of one day: what is left are a few divisions, where a formatter of java.time takes 200 ns.
 * Not thread-safe: one a writer.
 */
final class TimeText {

  private static final long MS_A_DAY = 86_400_000L;
  private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
  private static final long EARLIEST_MS = FIRST_DAY * MS_A_DAY;
  private static final long LATEST_MS = (LAST_DAY + 1) * MS_A_DAY - 1;
  private static final int DATE_LENGTH = 10;
  private static final int LENGTH = "2026-01-14T12:34:56.789Z".length();

  private long day = Long.MIN_VALUE;
  private byte[] date = {};

  /** RFC 3339 has the years 0000 to 9999; a time outside is written as the nearest inside. */
  void write(long epochMs, JsonBytes out) {
    long clamped = Math.min(LATEST_MS, Math.max(EARLIEST_MS, epochMs));
    long itsDay = Math.floorDiv(clamped, MS_A_DAY);
    if (itsDay != day) {
      day = itsDay;
      // ISO's text of a date of four-digit years is RFC 3339's.
      date = JsonBytes.ascii(LocalDate.ofEpochDay(itsDay).toString());
    }
    int ms = (int) (clamped - itsDay * MS_A_DAY);
    out.reserve(LENGTH);
    byte[] bytes = out.bytes();
    int at = out.length();
    System.arraycopy(date, 0, bytes, at, DATE_LENGTH);
    bytes[at + 10] = 'T';
    twoDigits(ms / 3_600_000, bytes, at + 11);
    bytes[at + 13] = ':';
    twoDigits(ms / 60_000 % 60, bytes, at + 14);
    bytes[at + 16] = ':';
    twoDigits(ms / 1_000 % 60, bytes, at + 17);
    bytes[at + 19] = '.';
    int millis = ms % 1_000;
    bytes[at + 20] = (byte) ('0' + millis / 100);
    twoDigits(millis % 100, bytes, at + 21);
    bytes[at + 23] = 'Z';
    out.wrote(LENGTH);
  }

  private static void twoDigits(int value, byte[] bytes, int at) {
    bytes[at] = (byte) ('0' + value / 10);
    bytes[at + 1] = (byte) ('0' + value % 10);
  }
}
