package io.signalfactory.time;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Rfc3339WriterTest {

  private static final DateTimeFormatter FORMATTER =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Property
  void formatsAsTheFormatterDoes(
      @ForAll @LongRange(min = -70_000_000_000L, max = 300_000_000_000L) long second,
      @ForAll @IntRange(max = 999_999_999) int nano) {
    Instant instant = Instant.ofEpochSecond(second, nano);

    assertThat(Rfc3339Writer.format(instant)).isEqualTo(FORMATTER.format(instant));
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
    assertThat(Rfc3339Writer.format(instant)).isEqualTo(text);
    assertThat(written(new Rfc3339Writer(), instant.toEpochMilli())).isEqualTo(text);
  }

  @Property
  void writesBytesAsItFormatsText(
      @ForAll @Size(max = 5)
          List<@LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L) Long> times) {
    Rfc3339Writer writer = new Rfc3339Writer();

    for (long time : times) {
      // Again within the same second, which the writer remembers.
      for (long epochMs : List.of(time, Math.floorDiv(time, 1_000L) * 1_000)) {
        assertThat(written(writer, epochMs))
            .isEqualTo(Rfc3339Writer.format(Instant.ofEpochMilli(epochMs)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-62167219200001, 0000-01-01T00:00:00.000Z",
    "253402300800000, 9999-12-31T23:59:59.999Z",
    "9223372036854775807, 9999-12-31T23:59:59.999Z",
    "-9223372036854775808, 0000-01-01T00:00:00.000Z",
  })
  void writesTheNearestTimeOfTheFormatAsBytes(long epochMs, String text) {
    assertThat(written(new Rfc3339Writer(), epochMs)).isEqualTo(text);
  }

  @Test
  void writesNoByteBesideTheTime() {
    byte[] bytes = "<..........................>".getBytes(US_ASCII);

    new Rfc3339Writer().write(0, bytes, 2);

    assertThat(new String(bytes, US_ASCII)).isEqualTo("<.1970-01-01T00:00:00.000Z.>");
  }

  private static String written(Rfc3339Writer writer, long epochMs) {
    byte[] bytes = new byte[Rfc3339Writer.LENGTH];
    writer.write(epochMs, bytes, 0);
    return new String(bytes, US_ASCII);
  }
}
