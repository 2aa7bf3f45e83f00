package io.signalfactory.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalfactory.codec.CodecException;
import io.signalfactory.tally.Window;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The value of a record, and what is made of it for answers over HTTP. */
class SignalJsonProperties {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Instant TIME = Instant.parse("2026-01-14T12:34:56.789Z");

  private static byte[] written(SignalState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      SignalJson.write(state, json);
    }
    return bytes.toByteArray();
  }

  /** Numbers of all sizes: those that have an exponent in a tree are the difficult ones. */
  @Provide
  Arbitrary<Double> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.doubles(),
        Arbitraries.doubles().between(-0.01, 0.01).ofScale(8),
        Arbitraries.doubles().between(9_999_990, 10_000_010).ofScale(2),
        Arbitraries.of(0.0, -0.0, 1e7, 1e-3, 1e22, 123_456_789.25, Double.MIN_VALUE));
  }

  @Provide
  Arbitrary<SignalState> states() {
    Arbitrary<Double> number = numbers().injectNull(0.1);
    Arbitrary<String> text = Arbitraries.strings().withChars("a\"\\\n\u00e9\u20ac/").ofMaxLength(5);
    return Combinators.combine(number, number, number, text, numbers(), Arbitraries.longs())
        .as(
            (observed, one, other, reason, detail, count) ->
                new SignalState(
                    new SignalKey(Scenario.URN, Signal.VOLUME, count % 2 == 0 ? null : "board"),
                    State.CRITICAL,
                    new Measure(observed, Measure.Unit.SECONDS),
                    one == null ? null : new Threshold(one, other, other, one),
                    count % 3 == 0 ? null : new Window(TIME.minusSeconds(60), TIME),
                    TIME,
                    TIME,
                    count % 5 == 0 ? null : "brc-1",
                    reason,
                    Map.of("share", detail, "count", count, "list", List.of(detail, reason))));
  }

  @Property
  void aStateIsWrittenIntoADocumentByteForByteAsItsTree(@ForAll("states") SignalState state)
      throws IOException {
    // when
    byte[] written = written(state);

    // then
    assertThat(new String(written, StandardCharsets.UTF_8))
        .isEqualTo(MAPPER.writeValueAsString(SignalJson.tree(state)));
  }

  private static byte[] since(String time) {
    String json = new String(SignalJson.write(sample()), StandardCharsets.UTF_8);
    return json.replaceFirst("\"since\":\"[^\"]*\"", "\"since\":\"" + time + "\"")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static SignalState sample() {
    return new SignalState(
        new SignalKey(Scenario.URN, Signal.VOLUME, null),
        State.OK,
        new Measure(1.0, Measure.Unit.SECONDS),
        null,
        null,
        TIME,
        TIME,
        null,
        "as usual",
        Map.of());
  }

  /** Nearly right, too: what the usual reader of times refuses is refused. */
  @Property
  void aTimeIsReadAsInstantsAre(@ForAll("times") String time) {
    // given
    byte[] state = since(time);
    Instant expected = null;
    try {
      expected = Instant.parse(time);
    } catch (DateTimeParseException e) {
      // to be refused
    }

    // when / then
    if (expected == null) {
      assertThatThrownBy(() -> SignalJson.readState(state)).isInstanceOf(CodecException.class);
    } else {
      assertThat(SignalJson.readState(state).since()).isEqualTo(expected);
    }
  }

  @Provide
  Arbitrary<String> times() {
    Arbitrary<String> right =
        Combinators.combine(
                Arbitraries.longs().between(-70_000_000_000L, 250_000_000_000L),
                Arbitraries.of(0L, 1L, 120L, 789L, 1_000L),
                Arbitraries.of(1_000_000L, 1_000L, 1L))
            .as((second, part, unit) -> Instant.ofEpochSecond(second, part * unit).toString());
    Arbitrary<String> wrong =
        Combinators.combine(
                right,
                Arbitraries.integers().between(0, 30),
                Arbitraries.of('0', '9', ' ', 'z', '-'))
            .as((time, at, by) -> at < time.length() ? put(time, at, by) : time);
    return Arbitraries.oneOf(right, wrong);
  }

  private static String put(String text, int at, char by) {
    return text.substring(0, at) + by + text.substring(at + 1);
  }

  @Example
  void aTimeThatDoesNotExistIsRefused() {
    for (String time :
        List.of(
            "2026-02-30T00:00:00.000Z", "2026-01-14 12:34:56.789Z", "2026-01-14T12:34:56.7é9Z")) {
      assertThatThrownBy(() -> SignalJson.readState(since(time)))
          .isInstanceOf(CodecException.class);
    }
  }
}
