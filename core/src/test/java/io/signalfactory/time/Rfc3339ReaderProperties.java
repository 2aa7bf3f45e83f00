package io.signalfactory.time;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class Rfc3339ReaderProperties {

  @Property(tries = 5000)
  void readsTheTimeThatTheCalendarReads(@ForAll("usual") String text) {
    assertThat(read(text)).isEqualTo(Instant.parse(text).toEpochMilli());
  }

  @Property(tries = 10_000)
  void readsExactlyTheTimesThatAreReadFromText(@ForAll("nearTimes") String text) {
    assertThat(read(text))
        .isEqualTo(TimeFormat.RFC3339.epochMillis(text).orElse(TimeFormat.NO_TIME));
  }

  @Example
  void readsOnlyTheBytesBetweenTheTwoPlaces() {
    byte[] in = "\"2026-01-14T12:34:56.789Z\"".getBytes(UTF_8);
    Rfc3339Reader utc = new Rfc3339Reader();

    assertThat(utc.epochMillis(in, 1, in.length - 1))
        .isEqualTo(Instant.parse("2026-01-14T12:34:56.789Z").toEpochMilli());
    assertThat(utc.epochMillis(in, 0, in.length)).isEqualTo(TimeFormat.NO_TIME);
  }

  @Property(tries = 2_000)
  void earlierTimesChangeNothing(@ForAll("neighbours") List<String> texts) {
    Rfc3339Reader utc = new Rfc3339Reader();

    for (String text : texts) {
      assertThat(read(utc, text)).isEqualTo(read(text));
    }
  }

  private static long read(String text) {
    return read(new Rfc3339Reader(), text);
  }

  private static long read(Rfc3339Reader utc, String text) {
    byte[] in = text.getBytes(UTF_8);
    return utc.epochMillis(in, 0, in.length);
  }

  /** Times that differ from one another only in a character. */
  @Provide
  Arbitrary<List<String>> neighbours() {
    return usual().list().ofMinSize(1).ofMaxSize(2).flatMap(this::near);
  }

  private Arbitrary<List<String>> near(List<String> texts) {
    return Arbitraries.of(texts)
        .flatMap(Rfc3339ReaderProperties::changed)
        .list()
        .ofMinSize(2)
        .ofMaxSize(9);
  }

  private static Arbitrary<String> changed(String text) {
    return Combinators.combine(
            Arbitraries.integers().between(0, 40), Arbitraries.chars().with("0123456789-:.TZ"))
        .as(
            (at, with) ->
                at < text.length() ? text.substring(0, at) + with + text.substring(at + 1) : text);
  }

  @Provide
  Arbitrary<String> usual() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 9999),
            Arbitraries.integers().between(1, 12),
            Arbitraries.integers().between(1, 28),
            Arbitraries.integers().between(0, 86_399),
            Arbitraries.integers().between(-1, 999))
        .as(
            (year, month, day, second, millis) ->
                "%04d-%02d-%02dT%02d:%02d:%02d%sZ"
                    .formatted(
                        year,
                        month,
                        day,
                        second / 3600,
                        second / 60 % 60,
                        second % 60,
                        millis < 0 ? "" : ".%03d".formatted(millis)));
  }

  /** Times with a changed character, times in other forms, and some that do not exist. */
  @Provide
  Arbitrary<String> nearTimes() {
    Arbitrary<String> changed =
        Combinators.combine(
                usual(),
                Arbitraries.integers().between(0, 24),
                Arbitraries.chars().with("0123456789-:.TtZz+/; \u00e9\u0660"))
            .as(
                (text, at, with) ->
                    at < text.length()
                        ? text.substring(0, at) + with + text.substring(at + 1)
                        : text + with);
    return Arbitraries.frequencyOf(
        Tuple.of(4, changed),
        Tuple.of(
            1,
            Arbitraries.of(
                "2026-02-29T00:00:00Z",
                "2024-02-29T00:00:00Z",
                "2026-12-31T23:59:60Z",
                "2026-01-14T24:00:00Z",
                "2026-01-31T00:00:00.000Z",
                "2026-01-14T12:34:56+0Z",
                "2026-01-14T12:34:56.123456789+14:00",
                "2026-01-14T12:34:56.1234567890+14:00",
                "2026-01-14T12:34:56.123456789012345678901234567890Z",
                "2026-01-14T12:34:56.123456789012345678901234567890z",
                "2026-01-14T12:34:56.12345678901234567890123456789 Z",
                "2026-01-14T12:34:56.1234567890123456789012345678-00:30",
                "2026-01-14T12:34:56.1234567890123456789012345678-0030",
                "2026-12-31T23:59:60.1234567890123456789012345678Z",
                "2026-12-31T22:59:60.12Z",
                "2026-01-14T12:34:56.7Z",
                "2026-01-14T12:34:56.78Z",
                "2026-01-14T12:34:56.7899Z",
                "2026-01-14T12:34:56.Z",
                "2026-01-14t12:34:56z",
                "")));
  }
}
