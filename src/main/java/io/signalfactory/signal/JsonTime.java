package io.signalfactory.signal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times in records: RFC 3339 in UTC, always with milliseconds. */
public final class JsonTime {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private JsonTime() {}

  /** The instant as text: {@code 2026-01-14T12:34:56.789Z}. */
  public static String format(Instant instant) {
    return FORMAT.format(instant);
  }
}
