package io.signalfactory.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Rfc3339WriterTest {

  private static final DateTimeFormatter FORMATTER =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Property
  void readsAsTheFormatterWritesIt(
      @ForAll @LongRange(min = -70_000_000_000L, max = 300_000_000_000L) long second,
      @ForAll @IntRange(max = 999_999_999) int nano) {
    Instant instant = Instant.ofEpochSecond(second, nano);

    assertThat(JsonTime.format(instant)).isEqualTo(FORMATTER.format(instant));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-14T12:34:56.789Z, 2026-01-14T12:34:56.789Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00.000Z",
    "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z",
  })
  void writesMillisecondsAlways(Instant instant, String text) {
    assertThat(JsonTime.format(instant)).isEqualTo(text);
  }
}
