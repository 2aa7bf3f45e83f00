package io.signalfactory.evidence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes times as RFC 3339 in UTC with milliseconds. */
final class Rfc3339Millis {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
  private static final long YEAR_9999_END =
      Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private Rfc3339Millis() {}

  /** RFC 3339 has the years 0000 to 9999; of a time outside the nearest inside is written. */
  static String format(long epochMs) {
    long clamped = Math.min(YEAR_9999_END, Math.max(YEAR_0, epochMs));
    return FORMAT.format(Instant.ofEpochMilli(clamped));
  }
}
