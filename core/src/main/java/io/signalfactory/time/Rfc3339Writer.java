package io.signalfactory.time;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Writes times as RFC 3339 in UTC with milliseconds. Remembers the last second: times of one kind
 * come in order, thousands in a second. Not thread-safe: one a writer and kind of time.
 */
public final class Rfc3339Writer {

  private static final long EARLIEST_SECOND = LocalDate.of(0, 1, 1).toEpochDay() * 86_400;
  private static final long END_SECOND = LocalDate.of(10_000, 1, 1).toEpochDay() * 86_400;
  private static final int SECOND_LENGTH = "2026-01-14T12:34:56".length();

  /** Characters of a time. */
  public static final int LENGTH = SECOND_LENGTH + ".789Z".length();

  private long second = Long.MIN_VALUE;
  private byte[] secondText = {};

  /**
   * Writes a time, {@link #LENGTH} bytes, into an array. RFC 3339 has the years 0000 to 9999; a
   * time outside is written as the nearest inside.
   */
  public void write(long epochMs, byte[] into, int at) {
    long clamped = Math.min(END_SECOND * 1_000 - 1, Math.max(EARLIEST_SECOND * 1_000, epochMs));
    long itsSecond = Math.floorDiv(clamped, 1_000L);
    if (itsSecond != second) {
      second = itsSecond;
      // Without a fraction, ISO's text of a second of these years is RFC 3339's.
      secondText = Instant.ofEpochSecond(itsSecond).toString().getBytes(StandardCharsets.US_ASCII);
    }
    int millis = (int) (clamped - itsSecond * 1_000);
    System.arraycopy(secondText, 0, into, at, SECOND_LENGTH);
    into[at + 19] = '.';
    into[at + 20] = (byte) ('0' + millis / 100);
    into[at + 21] = (byte) ('0' + millis / 10 % 10);
    into[at + 22] = (byte) ('0' + millis % 10);
    into[at + 23] = 'Z';
  }
}
