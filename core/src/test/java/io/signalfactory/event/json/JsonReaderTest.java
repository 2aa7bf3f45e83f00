package io.signalfactory.event.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.Opaque;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.EventFields;
import io.signalfactory.event.FieldKind;
import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.MemberPath;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  private static final String EXPECTED = "expected one JSON object: ";
  private static final int FIVE_MIB = 5 * 1024 * 1024;

  @Nested
  class FindsAField {

    @Test
    void inThePayloadBeforeTheRecordItself() {
      Probe.Seen event = Probe.of("a").see("{\"a\":1,\"payload\":{\"a\":2}}");

      assertThat(event.value("a")).isEqualTo(2L);
    }

    @Test
    void inThePayloadAlsoIfTheRecordHasItLater() {
      Probe.Seen event = Probe.of("a").see("{\"payload\":{\"a\":2},\"a\":1}");

      assertThat(event.value("a")).isEqualTo(2L);
    }

    @Test
    void besideThePayloadIfThePayloadDoesNotHaveIt() {
      Probe.Seen event = Probe.of("a").see("{\"payload\":{\"b\":2},\"a\":1}");

      assertThat(event.value("a")).isEqualTo(1L);
    }

    @Test
    void asNullInThePayloadAlthoughTheRecordHasAValue() {
      Probe.Seen event = Probe.of("a").see("{\"payload\":{\"a\":null},\"a\":1}");

      assertThat(event.kind("a")).isEqualTo(FieldKind.NULL);
      assertThat(event.value("a")).isNull();
    }

    @Test
    void byItsPathThroughObjects() {
      Probe.Seen event = Probe.of("a.b.c", "a.d").see("{\"a\":{\"b\":{\"c\":\"x\"},\"d\":true}}");

      assertThat(event.value("a.b.c")).isEqualTo("x");
      assertThat(event.value("a.d")).isEqualTo(true);
    }

    @Test
    void besideThePayloadIfThePayloadHasOnlyItsParent() {
      Probe.Seen event = Probe.of("a.b").see("{\"payload\":{\"a\":{\"x\":1}},\"a\":{\"b\":2}}");

      assertThat(event.value("a.b")).isEqualTo(2L);
    }

    @Test
    void insideThePayloadByItsPathFromTheRecord() {
      Probe.Seen event =
          Probe.of("payload.a", "a", "payload.b.c", "b")
              .see("{\"payload\":{\"a\":7,\"b\":{\"c\":8}}}");

      assertThat(event.value("payload.a")).isEqualTo(7L);
      assertThat(event.value("a")).isEqualTo(7L);
      assertThat(event.value("payload.b.c")).isEqualTo(8L);
      assertThat(event.kind("b")).isEqualTo(FieldKind.OBJECT);
    }

    @Test
    void inAPayloadOfThePayloadOnlyByItsPath() {
      Probe.Seen event = Probe.of("a", "payload.a").see("{\"payload\":{\"payload\":{\"a\":1}}}");

      assertThat(event.kind("a")).isEqualTo(FieldKind.ABSENT);
      assertThat(event.value("payload.a")).isEqualTo(1L);
    }

    @Test
    void thatIsThePayloadItself() {
      Probe.Seen event = Probe.of("payload").see("{\"payload\":{\"a\":1}}");

      assertThat(event.kind("payload")).isEqualTo(FieldKind.OBJECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "\"text\"", "[{\"a\":2}]", "false"})
    void inTheRecordItselfIfThePayloadIsNoObject(String payload) {
      Probe.Seen event = Probe.of("a").see("{\"payload\":" + payload + ",\"a\":1}");

      assertThat(event.value("a")).isEqualTo(1L);
      assertThat(event.fields().enveloped()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"b\":1}",
          "{\"a\":{}}",
          "{\"a\":[{\"b\":1}]}",
          "{\"a\":1}",
          "{\"a.B\":1}",
          "{\"a\":{\"a.b\":1}}",
          "{}",
          "{\"A\":{\"B\":1}}"
        })
    void nowhereElse(String json) {
      Probe.Seen event = Probe.of("a.b").see(json);

      assertThat(event.kind("a.b")).isEqualTo(FieldKind.ABSENT);
    }

    @Test
    void whoseNameIsWrittenWithEscapes() {
      Probe.Seen event = Probe.of("é", "payload").see("{\"\\u00e9\":1,\"p\\u0061yload\":{}}");

      assertThat(event.value("é")).isEqualTo(1L);
      assertThat(event.fields().enveloped()).isTrue();
    }
  }

  @Nested
  class OfMembersOfOneName {

    @Test
    void theLastCounts() {
      Probe.Seen event = Probe.of("a").see("{\"a\":1,\"a\":\"x\"}");

      assertThat(event.value("a")).isEqualTo("x");
    }

    @Test
    void theLastCountsEvenIfItIsNull() {
      Probe.Seen event = Probe.of("a").see("{\"a\":1,\"a\":null}");

      assertThat(event.kind("a")).isEqualTo(FieldKind.NULL);
      assertThat(event.value("a")).isNull();
    }

    @Test
    void theLastObjectHidesTheFieldsOfAnEarlierOne() {
      Probe.Seen event = Probe.of("a.b", "a.c.d").see("{\"a\":{\"b\":1,\"c\":{\"d\":2}},\"a\":{}}");

      assertThat(event.kind("a.b")).isEqualTo(FieldKind.ABSENT);
      assertThat(event.kind("a.c.d")).isEqualTo(FieldKind.ABSENT);
    }

    @Test
    void theLastScalarHidesTheFieldsOfAnEarlierObject() {
      Probe.Seen event = Probe.of("a", "a.b").see("{\"a\":{\"b\":1},\"a\":2}");

      assertThat(event.value("a")).isEqualTo(2L);
      assertThat(event.kind("a.b")).isEqualTo(FieldKind.ABSENT);
    }

    @Test
    void theLastPayloadCounts() {
      Probe.Seen event =
          Probe.of("a", "b", "payload.a")
              .see("{\"payload\":{\"a\":1,\"b\":1},\"payload\":{\"b\":2}}");

      assertThat(event.kind("a")).isEqualTo(FieldKind.ABSENT);
      assertThat(event.kind("payload.a")).isEqualTo(FieldKind.ABSENT);
      assertThat(event.value("b")).isEqualTo(2L);
    }

    @Test
    void aLastPayloadThatIsNoObjectEndsTheEnvelope() {
      Probe.Seen event =
          Probe.of("a", "payload", "payload.a").see("{\"payload\":{\"a\":1},\"payload\":7}");

      assertThat(event.fields().enveloped()).isFalse();
      assertThat(event.kind("a")).isEqualTo(FieldKind.ABSENT);
      assertThat(event.kind("payload.a")).isEqualTo(FieldKind.ABSENT);
      assertThat(event.value("payload")).isEqualTo(7L);
    }

    @Test
    void theLastCountsInsideThePayloadToo() {
      Probe.Seen event =
          Probe.of("a.b", "payload.a.b").see("{\"payload\":{\"a\":{\"b\":1},\"a\":[]}}");

      assertThat(event.kind("a.b")).isEqualTo(FieldKind.ABSENT);
      assertThat(event.kind("payload.a.b")).isEqualTo(FieldKind.ABSENT);
    }

    @Test
    void manyTakeTimeInProportionToTheirBytes() {
      String many = "\"a\":{\"b\":1},".repeat(FIVE_MIB / 12);

      Probe.Seen event = Probe.collectingNames("a.b", "a.c").see("{" + many + "\"a\":{\"c\":1}}");

      assertThat(event.kind("a.b")).isEqualTo(FieldKind.ABSENT);
      assertThat(event.members()).containsExactly("a", "a.c");
    }
  }

  @Nested
  class GivesAValue {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            "text"  | STRING
            ""      | STRING
            0       | INTEGER
            -7      | INTEGER
            1.5     | DECIMAL
            1.0     | DECIMAL
            1e2     | DECIMAL
            true    | BOOLEAN
            false   | BOOLEAN
            null    | NULL
            {}      | OBJECT
            []      | ARRAY
            """)
    void itsKind(String json, FieldKind kind) {
      Probe.Seen event = Probe.of("a").see("{\"a\":" + json + "}");

      assertThat(event.kind("a")).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
        longs = {
          0,
          -1,
          999_999_999_999_999_999L,
          1_000_000_000_000_000_000L,
          Long.MAX_VALUE,
          Long.MIN_VALUE
        })
    void asLongIfItFits(long number) {
      Probe.Seen event = Probe.of("a").see("{\"a\":" + number + "}");

      assertThat(event.value("a")).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "1.5", "1.50", "1e-7"})
    void asDecimalIfItDoesNotFitIntoALong(String number) {
      Probe.Seen event = Probe.of("a").see("{\"a\":" + number + "}");

      assertThat(event.value("a")).isEqualTo(new BigDecimal(number));
    }

    @Test
    void ofAThousandDigitsExactly() {
      String number = "9".repeat(JsonNumbers.MAX_LENGTH);

      Probe.Seen event = Probe.of("a").see("{\"a\":" + number + "}");

      assertThat(event.value("a")).isEqualTo(new BigDecimal(number));
    }

    @Test
    void ofMoreDigitsByItsKindOnly() {
      String number = "9".repeat(JsonNumbers.MAX_LENGTH + 1);

      Probe.Seen event = Probe.of("a", "b").see("{\"a\":" + number + ",\"b\":0." + number + "}");

      assertThat(event.kind("a")).isEqualTo(FieldKind.INTEGER);
      assertThat(event.value("a")).isEqualTo(Opaque.NUMBER_TOO_LONG);
      assertThat(event.kind("b")).isEqualTo(FieldKind.DECIMAL);
      assertThat(event.value("b")).isEqualTo(Opaque.NUMBER_TOO_LONG);
    }

    @Test
    void ofFiveMebibytesOfDigitsByItsKindOnly() {
      Probe.Seen event = Probe.of("a").see("{\"a\":" + "7".repeat(FIVE_MIB) + "}");

      assertThat(event.kind("a")).isEqualTo(FieldKind.INTEGER);
      assertThat(event.value("a")).isEqualTo(Opaque.NUMBER_TOO_LONG);
    }

    @Test
    void ofFiveMebibytesOfText() {
      Probe.Seen event = Probe.of("a").see("{\"a\":\"" + "x".repeat(FIVE_MIB) + "\"}");

      assertThat((String) event.value("a")).hasSize(FIVE_MIB);
    }

    @Test
    void withAnExponentThatNobodyExpands() {
      Probe.Seen event = Probe.of("a", "b").see("{\"a\":1e999999999,\"b\":-1.5E-999999999}");

      assertThat(event.value("a")).isEqualTo(new BigDecimal("1e999999999"));
      assertThat(event.value("b")).isEqualTo(new BigDecimal("-1.5E-999999999"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2147483648", "1e-99999999999", "1.5e99999999999999999999"})
    void withAnExponentBeyondDecimalsByItsKindOnly(String number) {
      Probe.Seen event = Probe.of("a").see("{\"a\":" + number + "}");

      assertThat(event.kind("a")).isEqualTo(FieldKind.DECIMAL);
      assertThat(event.value("a")).isEqualTo(Opaque.NUMBER_TOO_LONG);
    }

    @Test
    void thatIsNotWantedByItsKindOnly() {
      FieldPlan.Builder plan = new FieldPlan.Builder();
      int slot = plan.slot(FieldPath.of("a"), false);

      Decoding decoding = new JsonReader(plan.build()).read("{\"a\":\"secret\"}".getBytes(UTF_8));

      EventFields fields = ((Decoding.Decoded) decoding).fields();
      assertThat(fields.kind(slot)).isEqualTo(FieldKind.STRING);
      assertThat(fields.value(slot)).isNull();
    }
  }

  @Nested
  class Refuses {

    @Test
    void noTombstone() {
      Decoding decoding = Probe.of("a").read((byte[]) null);

      assertThat(decoding).isEqualTo(new Decoding.Tombstone());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t "})
    void anEmptyValue(String value) {
      assertThat(Probe.of("a").refusal(value)).isEqualTo(EXPECTED + "the value is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"a\":1}]", "5", "\"text\"", "null", "true", "1.5"})
    void jsonThatIsNoObject(String value) {
      assertThat(Probe.of("a").refusal(value)).isEqualTo(EXPECTED + "not a JSON object");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "text",
          "{'a':1}",
          "{a:1}",
          "{\"a\":01}",
          "{\"a\":1,}",
          "{\"a\" 1}",
          "{\"a\":+1}",
          "{\"a\":.5}",
          "{\"a\":1.}",
          "{\"a\":NaN}",
          "{\"a\":Infinity}",
          "{\"a\":\"\\x\"}",
          "{\"a\":\"line\nbreak\"}",
          "{\"a\":tru}",
          "{]",
          "{\"a\":[1}",
          "{\"a\":1}}",
          "/*c*/{}",
          "{\"a\":1e}",
          "{\"a\":-}",
          "{,}",
          "{\"a\":\"\\u12G4\"}"
        })
    void whatIsNotJson(String value) {
      assertThat(Probe.of("a").refusal(value)).isEqualTo(EXPECTED + "not JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1} {\"a\":2}", "{\"a\":1},", "{\"a\":1}5", "{\"a\":1}x"})
    void moreAfterTheObject(String value) {
      assertThat(Probe.of("a").read(value)).isInstanceOf(Decoding.Malformed.class);
    }

    @Test
    void aSecondObjectWithItsPlace() {
      assertThat(Probe.of("a").refusal("{\"a\":1} {\"a\":2}"))
          .isEqualTo(EXPECTED + "more after the JSON object at byte 8");
    }

    @Test
    void everyTruncationOfAnEvent() {
      byte[] whole =
          "{\"a\":\"é😀\\n\",\"b\":-1.5e10,\"payload\":{\"c\":[true,null,{}]},\"d\":false}"
              .getBytes(UTF_8);
      Probe probe = Probe.of("a", "b", "c", "d");

      List<Decoding> truncations =
          IntStream.range(0, whole.length)
              .mapToObj(length -> probe.read(Arrays.copyOf(whole, length)))
              .toList();

      assertThat(truncations).hasSize(whole.length).allMatch(Decoding.Malformed.class::isInstance);
      assertThat(probe.read(whole)).isInstanceOf(Decoding.Decoded.class);
    }

    @Test
    void anEarlyEndWithTheLengthThatWasRead() {
      assertThat(Probe.of("a").refusal("{\"a\":{"))
          .isEqualTo(EXPECTED + "the JSON ends too early, after 6 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "[", "{\"payload\":{\"a\":", "{\"a\":["})
    void nestingOfAHundredThousandLevels(String level) {
      String value = "{\"a\":" + level.repeat(100_000);

      assertThat(Probe.of("a", "a.a", "payload.a").read(value))
          .isInstanceOf(Decoding.Malformed.class);
    }

    @Test
    void oneLevelMoreThanTheMost() {
      int most = JsonReader.MAX_DEPTH - 1;
      Probe probe = Probe.of("a");

      assertThat(probe.see("{\"a\":" + "[".repeat(most) + "]".repeat(most) + "}").kind("a"))
          .isEqualTo(FieldKind.ARRAY);
      assertThat(probe.refusal("{\"a\":" + "[".repeat(most + 1) + "]".repeat(most + 1) + "}"))
          .startsWith(EXPECTED + "nested deeper than 500");
    }

    @ParameterizedTest
    @MethodSource("io.signalfactory.event.json.JsonReaderTest#invalidUtf8")
    void textThatIsNotUtf8(byte[] inText) {
      byte[] value = concat("{\"a\":\"".getBytes(UTF_8), inText, "\"}".getBytes(UTF_8));

      assertThat(Probe.of("a").read(value)).isInstanceOf(Decoding.Malformed.class);
      assertThat(Probe.of("b").read(value)).isInstanceOf(Decoding.Malformed.class);
    }

    @ParameterizedTest
    @MethodSource("io.signalfactory.event.json.JsonReaderTest#invalidUtf8")
    void namesThatAreNotUtf8(byte[] inName) {
      byte[] value = concat("{\"".getBytes(UTF_8), inName, "\":1}".getBytes(UTF_8));

      assertThat(Probe.of("a").read(value)).isInstanceOf(Decoding.Malformed.class);
    }

    @ParameterizedTest
    @MethodSource("io.signalfactory.event.json.JsonReaderTest#wideEncodings")
    void encodingsOtherThanUtf8(byte[] value) {
      assertThat(Probe.of("a").refusal(value)).isEqualTo(EXPECTED + "not UTF-8");
    }

    @Test
    void halvesOfSurrogatePairsInNames() {
      assertThat(Probe.of("a").refusal("{\"\\ud800\":1}")).isEqualTo(EXPECTED + "not JSON");
    }

    @Test
    void withoutAnyContentOfTheRecord() {
      String secret = "s3cr3t";

      assertThat(Probe.of("a").refusal("{\"a\":" + secret + "}")).doesNotContain(secret);
      assertThat(Probe.of("a").refusal(secret)).doesNotContain(secret);
      assertThat(Probe.of("a").refusal("{\"a\":\"" + secret)).doesNotContain(secret);
    }
  }

  static Stream<byte[]> invalidUtf8() {
    return Stream.of(
        "\u00e9".getBytes(ISO_8859_1),
        new byte[] {(byte) 0x80},
        new byte[] {(byte) 0xFF},
        new byte[] {(byte) 0xC3},
        new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        new byte[] {(byte) 0xC0, (byte) 0x80},
        new byte[] {(byte) 0xC1, (byte) 0xBF},
        new byte[] {(byte) 0xE0, (byte) 0x80, (byte) 0x80},
        new byte[] {(byte) 0xF0, (byte) 0x80, (byte) 0x80, (byte) 0x80},
        new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
        new byte[] {(byte) 0xE2, (byte) 0x82},
        new byte[] {(byte) 0xF0, (byte) 0x9F, (byte) 0x98},
        new byte[] {(byte) 0xF8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80});
  }

  static Stream<byte[]> wideEncodings() {
    String json = "{\"a\":1}";
    return Stream.of(
        json.getBytes(UTF_16BE),
        json.getBytes(UTF_16LE),
        ("\ufeff" + json).getBytes(UTF_16BE),
        ("\ufeff" + json).getBytes(UTF_16LE),
        json.getBytes(Charset.forName("UTF-32BE")),
        json.getBytes(Charset.forName("UTF-32LE")));
  }

  @Test
  void skipsAByteOrderMarkOfUtf8() {
    assertThat(Probe.of("a").see("\ufeff{\"a\":1}").value("a")).isEqualTo(1L);
  }

  @Test
  void forgetsTheEventBefore() {
    Probe probe = Probe.collectingNames("a", "b.c");
    probe.see("{\"a\":1,\"payload\":{\"b\":{\"c\":1},\"x\":1}}");

    Probe.Seen event = probe.see("{}");

    assertThat(event.kind("a")).isEqualTo(FieldKind.ABSENT);
    assertThat(event.value("a")).isNull();
    assertThat(event.kind("b.c")).isEqualTo(FieldKind.ABSENT);
    assertThat(event.members()).isEmpty();
    assertThat(event.fields().enveloped()).isFalse();
  }

  @Nested
  class NamesTheMembers {

    @Test
    void ofTheRecordIfItHasNoPayload() {
      Probe.Seen event = Probe.collectingNames("a").see("{\"a\":1,\"x\":{\"y\":1},\"payload\":2}");

      assertThat(event.members()).containsExactly("a", "x", "payload");
    }

    @Test
    void ofThePayloadAloneIfThereIsOne() {
      Probe.Seen event =
          Probe.collectingNames("a").see("{\"id\":1,\"payload\":{\"a\":1,\"x\":1},\"z\":1}");

      assertThat(event.members()).containsExactly("a", "x");
    }

    @Test
    void insideObjectsThatThePlanLooksInto() {
      Probe.Seen event =
          Probe.collectingNames("a.b", "c")
              .see("{\"a\":{\"b\":1,\"x\":{\"deep\":1}},\"c\":{\"inside\":1}}");

      assertThat(event.members()).containsExactly("a", "a.b", "a.x", "c");
    }

    @Test
    void insideAPayloadThatThePlanLooksIntoFromTheRecord() {
      Probe.Seen event =
          Probe.collectingNames("payload.a.b").see("{\"payload\":{\"a\":{\"b\":1,\"x\":1}}}");

      assertThat(event.members()).containsExactly("a", "a.b", "a.x");
    }

    @Test
    void andKeepsADotInANameApartFromAStep() {
      Probe.Seen event = Probe.collectingNames("a.b").see("{\"a.b\":1}");

      assertThat(event.fields().members()).containsExactly(new MemberPath(null, "a.b"));
    }

    @Test
    void ofTheLastOfSeveralObjectsOnly() {
      Probe.Seen event =
          Probe.collectingNames("a.b.c")
              .see("{\"a\":{\"old\":1,\"b\":{\"older\":1}},\"ab\":1,\"a\":{\"b\":{\"c\":1}}}");

      assertThat(event.members()).containsExactly("a", "ab", "a.b", "a.b.c");
    }

    @Test
    void ofTheLastOfSeveralPayloadsOnly() {
      Probe.Seen event =
          Probe.collectingNames("a").see("{\"payload\":{\"old\":1},\"payload\":{\"a\":1}}");

      assertThat(event.members()).containsExactly("a");
    }

    @Test
    void onlyIfAContractAsksForThem() {
      assertThat(Probe.of("a").see("{\"a\":1,\"x\":1}").members()).isEmpty();
    }

    @Test
    void upToABound() {
      StringBuilder json = new StringBuilder("{\"a\":1");
      IntStream.range(0, 100_000).forEach(i -> json.append(",\"m").append(i).append("\":1"));

      Probe.Seen event = Probe.collectingNames("a").see(json.append('}').toString());

      assertThat(event.members())
          .hasSizeBetween(JsonFields.MAX_STRANGE_MEMBERS, JsonFields.MAX_STRANGE_MEMBERS + 10);
    }

    @Test
    void andFindsAnUnknownOneAfterManyThatThePlanKnows() {
      String[] known = IntStream.range(0, 1000).mapToObj(i -> "m" + i).toArray(String[]::new);
      StringBuilder json = new StringBuilder("{");
      for (String name : known) {
        json.append('"').append(name).append("\":1,");
      }

      Probe.Seen event = Probe.collectingNames(known).see(json + "\"stranger\":1}");

      assertThat(event.members()).contains("stranger");
    }
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
