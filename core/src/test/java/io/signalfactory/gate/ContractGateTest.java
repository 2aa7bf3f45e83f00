package io.signalfactory.gate;

import static io.signalfactory.gate.GateHarness.codes;
import static io.signalfactory.gate.GateHarness.judge;
import static io.signalfactory.gate.GateHarness.result;
import static io.signalfactory.testkit.ContractBuilder.contract;
import static io.signalfactory.testkit.RecordBuilder.record;
import static io.signalfactory.testkit.RecordBuilder.tombstone;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.FieldSet.Additional;
import io.signalfactory.contract.FieldType;
import io.signalfactory.testkit.ContractBuilder;
import io.signalfactory.time.TimeFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractGateTest {

  private static final String URN = "urn:dp:orders:created";

  @Nested
  class Fields {

    @Test
    void passesAnEventThatKeepsItsContract() {
      Verdict verdict =
          judge(
              record("{\"id\":\"o-1\",\"amount\":1.5,\"note\":null,\"unlisted\":1}"),
              contract(URN)
                  .required("id", FieldType.STRING)
                  .required("amount", FieldType.NUMBER)
                  .optionalNullable("note", FieldType.STRING)
                  .optional("missing", FieldType.STRING));

      assertThat(result(verdict, Gate.CONTRACT)).isEqualTo(GateResult.pass(Gate.CONTRACT));
    }

    @Test
    void failsARequiredFieldThatIsAbsent() {
      Verdict verdict = judge(record("{}"), contract(URN).required("id", FieldType.STRING));

      assertThat(result(verdict, Gate.CONTRACT).violations())
          .containsExactly(
              new Violation(
                  ViolationCode.MISSING_REQUIRED_FIELD,
                  Outcome.FAIL,
                  "id",
                  null,
                  "required field is absent"));
    }

    @Test
    void failsARequiredFieldThatIsNull() {
      Verdict verdict =
          judge(record("{\"id\":null}"), contract(URN).required("id", FieldType.STRING));

      assertThat(codes(verdict, Gate.CONTRACT)).containsExactly("NULL_REQUIRED_FIELD id");
    }

    @Test
    void failsAnOptionalFieldThatMustNotBeNullAndIs() {
      Verdict verdict =
          judge(record("{\"note\":null}"), contract(URN).optional("note", FieldType.STRING));

      assertThat(codes(verdict, Gate.CONTRACT)).containsExactly("WRONG_TYPE note");
      assertThat(result(verdict, Gate.CONTRACT).violations().get(0).message())
          .isEqualTo("expected text, not null");
    }

    @Test
    void passesARequiredFieldThatMayBeNullAndIs() {
      Verdict verdict =
          judge(record("{\"id\":null}"), contract(URN).requiredNullable("id", FieldType.STRING));

      assertThat(result(verdict, Gate.CONTRACT).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void failsARequiredFieldThatMayBeNullButIsAbsent() {
      Verdict verdict = judge(record("{}"), contract(URN).requiredNullable("id", FieldType.STRING));

      assertThat(codes(verdict, Gate.CONTRACT)).containsExactly("MISSING_REQUIRED_FIELD id");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            STRING    | "x"                    | true
            STRING    | 1                      | false
            STRING    | {}                     | false
            INTEGER   | 1                      | true
            INTEGER   | 123456789012345678901  | true
            INTEGER   | 4.000                  | true
            INTEGER   | -0.0                   | true
            INTEGER   | 7e3                    | true
            INTEGER   | 0.0012E+4              | true
            INTEGER   | 12300e-2               | true
            INTEGER   | 2e999999999            | true
            INTEGER   | 2e99999999999999999999 | true
            INTEGER   | 0e-99999999999         | true
            INTEGER   | 12345678901234567.0    | true
            INTEGER   | 4.0001                 | false
            INTEGER   | 12300e-3               | false
            INTEGER   | 2e-999999999           | false
            INTEGER   | 0.0012E+3              | false
            INTEGER   | 12345678901234567.01   | false
            INTEGER   | "1"                    | false
            NUMBER    | 1                      | true
            NUMBER    | -1.5e-3                | true
            NUMBER    | 1e999999999            | true
            NUMBER    | "1"                    | false
            NUMBER    | true                   | false
            BOOLEAN   | true                   | true
            BOOLEAN   | "true"                 | false
            BOOLEAN   | 0                      | false
            OBJECT    | {"a":1}                | true
            OBJECT    | []                     | false
            ARRAY     | [{}]                   | true
            ARRAY     | {}                     | false
            DATE      | "2024-02-29"           | true
            DATE      | "2023-02-29"           | false
            DATE      | 20240229               | false
            TIMESTAMP | "2026-01-14T12:00:00Z" | true
            TIMESTAMP | "2026-01-14 12:00:00"  | false
            TIMESTAMP | 1768392000             | false
            """)
    void checksAValueAgainstItsType(FieldType type, String json, boolean fits) {
      Verdict verdict = judge(record("{\"f\":" + json + "}"), contract(URN).required("f", type));

      assertThat(codes(verdict, Gate.CONTRACT))
          .isEqualTo(fits ? List.of() : List.of("WRONG_TYPE f"));
    }

    @ParameterizedTest
    @CsvSource({
      "EPOCH_SECONDS, 1768392000, true",
      "EPOCH_SECONDS, 1768392000.5, true",
      "EPOCH_SECONDS, 1768392000000000, false",
      "EPOCH_SECONDS, '\"2026-01-14T12:00:00Z\"', false",
      "EPOCH_MILLIS, 1768392000000, true",
      "EPOCH_MILLIS, 1768392000000.5, false",
      "EPOCH_MILLIS, 1e999999999, false",
      "EPOCH_MILLIS, '\"1768392000000\"', false",
      "RFC3339, '\"2026-01-14T12:00:00+01:00\"', true",
    })
    void checksATimeAgainstItsFormat(TimeFormat format, String json, boolean fits) {
      Verdict verdict =
          judge(record("{\"at\":" + json + "}"), contract(URN).requiredTime("at", format));

      assertThat(codes(verdict, Gate.CONTRACT))
          .isEqualTo(fits ? List.of() : List.of("WRONG_TYPE at"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":{\"b\":1}}", "{\"payload\":{\"a\":{\"b\":1}}}"})
    void findsANestedField(String json) {
      Verdict verdict = judge(record(json), contract(URN).required("a.b", FieldType.INTEGER));

      assertThat(result(verdict, Gate.CONTRACT).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void findsAFieldBesideThePayload() {
      Verdict verdict =
          judge(
              record("{\"id\":\"e-1\",\"payload\":{}}"),
              contract(URN).required("id", FieldType.STRING));

      assertThat(result(verdict, Gate.CONTRACT).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void namesEveryFieldThatIsWrongInTheOrderOfTheContract() {
      Verdict verdict =
          judge(
              record("{\"c\":1}"),
              contract(URN)
                  .required("b", FieldType.STRING)
                  .required("a", FieldType.STRING)
                  .required("c", FieldType.STRING));

      assertThat(codes(verdict, Gate.CONTRACT))
          .containsExactly("MISSING_REQUIRED_FIELD b", "MISSING_REQUIRED_FIELD a", "WRONG_TYPE c");
    }

    @Test
    void namesNoMoreThanThirtyTwo() {
      ContractBuilder contract = contract(URN);
      IntStream.range(0, 40).forEach(i -> contract.required("f" + i, FieldType.STRING));

      Verdict verdict = judge(record("{}"), contract);

      assertThat(codes(verdict, Gate.CONTRACT))
          .hasSize(32)
          .startsWith("MISSING_REQUIRED_FIELD f0")
          .endsWith("MISSING_REQUIRED_FIELD f31");
    }
  }

  @Nested
  class UnlistedFields {

    @Test
    void areAllowedByDefault() {
      Verdict verdict = judge(record("{\"x\":1}"), contract(URN));

      assertThat(result(verdict, Gate.CONTRACT).outcome()).isEqualTo(Outcome.PASS);
    }

    @ParameterizedTest
    @CsvSource({"WARN, WARN", "FORBID, FAIL"})
    void haveTheOutcomeThatTheContractSays(Additional additional, Outcome outcome) {
      Verdict verdict =
          judge(
              record("{\"id\":\"1\",\"x\":1}"),
              contract(URN).required("id", FieldType.STRING).additional(additional));

      assertThat(result(verdict, Gate.CONTRACT).violations())
          .containsExactly(
              new Violation(
                  ViolationCode.UNKNOWN_FIELD,
                  outcome,
                  "x",
                  null,
                  "the contract does not list this field"));
      assertThat(verdict.outcome()).isEqualTo(outcome);
    }

    @Test
    void doNotIncludeThoseThatTheDatasetAndTheTimeAreFoundBy() {
      Verdict verdict =
          judge(
              record(
                  "{\"type\":\"created\",\"event_time\":\"2026-01-14T12:00:00Z\",\"eventTime\":1,"
                      + "\"created_at\":1,\"timestamp\":1}"),
              contract(URN).matchField("type", "created").additional(Additional.FORBID));

      assertThat(codes(verdict, Gate.CONTRACT)).isEmpty();
    }

    @Test
    void includeTheUsualTimesIfTheContractNamesAnother() {
      Verdict verdict =
          judge(
              record("{\"at\":\"2026-01-14T12:00:00Z\",\"event_time\":1}"),
              contract(URN).eventTime("at").additional(Additional.FORBID));

      assertThat(codes(verdict, Gate.CONTRACT)).containsExactly("UNKNOWN_FIELD event_time");
    }

    @Test
    void areLookedForInThePayloadOnly() {
      Verdict verdict =
          judge(
              record("{\"id\":1,\"trace\":2,\"payload\":{\"id\":\"1\",\"x\":1}}"),
              contract(URN).required("id", FieldType.STRING).additional(Additional.FORBID));

      assertThat(codes(verdict, Gate.CONTRACT)).containsExactly("UNKNOWN_FIELD x");
    }

    @Test
    void includeThoseBesideListedOnesInAnObject() {
      Verdict verdict =
          judge(
              record("{\"a\":{\"b\":1,\"x\":{\"y\":1}}}"),
              contract(URN).required("a.b", FieldType.INTEGER).additional(Additional.FORBID));

      assertThat(codes(verdict, Gate.CONTRACT)).containsExactly("UNKNOWN_FIELD a.x");
    }

    @Test
    void doNotIncludeWhatIsInsideAListedObject() {
      Verdict verdict =
          judge(
              record("{\"a\":{\"b\":{\"c\":1,\"x\":1},\"y\":1}}"),
              contract(URN)
                  .required("a", FieldType.OBJECT)
                  .required("a.b.c", FieldType.INTEGER)
                  .additional(Additional.FORBID));

      assertThat(codes(verdict, Gate.CONTRACT)).isEmpty();
    }

    @Test
    void doNotIncludePayloadMembersThatTheContractListsFromTheRecord() {
      Verdict verdict =
          judge(
              record("{\"payload\":{\"id\":\"1\",\"a\":{\"b\":1,\"x\":1},\"y\":1}}"),
              contract(URN)
                  .required("payload.id", FieldType.STRING)
                  .required("payload.a.b", FieldType.INTEGER)
                  .additional(Additional.FORBID));

      assertThat(codes(verdict, Gate.CONTRACT))
          .containsExactly("UNKNOWN_FIELD a.x", "UNKNOWN_FIELD y");
    }

    @Test
    void includeANameWithADotInIt() {
      Verdict verdict =
          judge(
              record("{\"x.y\":1,\"a.b\":1,\"a\":{\"b\":1}}"),
              contract(URN).required("a.b", FieldType.INTEGER).additional(Additional.FORBID));

      assertThat(codes(verdict, Gate.CONTRACT)).containsExactly("UNKNOWN_FIELD \"x.y\"");
    }

    @Test
    void includeThePathsOfANameInQuotes() {
      Verdict verdict =
          judge(
              record(
                  "{\"a.b\":1,\"a\":{\"b\":1},\"o\":{\"c.d\":1,\"c\":{\"d\":2},\"e.f\":{\"g\":3}}}"),
              contract(URN)
                  .required("\"a.b\"", FieldType.INTEGER)
                  .required("o.\"c.d\"", FieldType.INTEGER)
                  .required("o.\"e.f\".g", FieldType.INTEGER)
                  .additional(Additional.FORBID));

      assertThat(codes(verdict, Gate.CONTRACT))
          .containsExactly("UNKNOWN_FIELD a", "UNKNOWN_FIELD o.c");
    }

    @Test
    void areReportedOnceEvenIfAnotherContractLooksInside() {
      Verdict verdict =
          judge(
              record("{\"kind\":\"a\",\"x\":{\"y\":1,\"z\":2}}"),
              contract(URN).matchField("kind", "a").additional(Additional.FORBID),
              contract("urn:dp:orders:other")
                  .matchField("kind", "b")
                  .required("x.y", FieldType.INTEGER));

      assertThat(codes(verdict, Gate.CONTRACT)).containsExactly("UNKNOWN_FIELD x");
    }

    @Test
    void areNamedInWellFormedTextOfBoundedLength() {
      String face = "\ud83d\ude00";
      String json = "{\"" + "x".repeat(127) + face + "\":1,\"" + face + "\":1}";

      Verdict verdict = judge(record(json), contract(URN).additional(Additional.FORBID));

      assertThat(result(verdict, Gate.CONTRACT).violations())
          .extracting(Violation::field)
          .containsExactly("x".repeat(127) + "?", face)
          .allMatch(StandardCharsets.UTF_8.newEncoder()::canEncode);
    }

    @Test
    void areNamedUpToThirtyTwo() {
      StringBuilder json = new StringBuilder("{\"x\":1");
      IntStream.range(0, 500).forEach(i -> json.append(",\"x").append(i).append("\":1"));

      Verdict verdict =
          judge(record(json.append('}').toString()), contract(URN).additional(Additional.WARN));

      assertThat(codes(verdict, Gate.CONTRACT)).hasSize(32).startsWith("UNKNOWN_FIELD x");
    }
  }

  @Nested
  class Values {

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{\"a\":", "not json", "{} {}"})
    void thatAreNotOneObjectFail(String value) {
      Verdict verdict = judge(record(value), contract(URN).required("id", FieldType.STRING));

      assertThat(codes(verdict, Gate.CONTRACT)).containsExactly("MALFORMED_PAYLOAD");
      assertThat(result(verdict, Gate.CONTRACT).violations().get(0).message())
          .startsWith("expected one JSON object: ");
      assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void thatAreNotOneObjectFailEvenIfTheDatasetIsUnknown() {
      Verdict verdict =
          judge(
              record("broken"),
              contract(URN).matchField("type", "a"),
              contract("urn:dp:orders:other").matchField("type", "b"));

      assertThat(codes(verdict, Gate.RESOLUTION)).containsExactly("UNRESOLVED_DATASET");
      assertThat(codes(verdict, Gate.CONTRACT)).containsExactly("MALFORMED_PAYLOAD");
    }

    @Test
    void ofADeletedKeyAreNotJudged() {
      Verdict verdict = judge(tombstone(), contract(URN).required("id", FieldType.STRING));

      assertThat(result(verdict, Gate.CONTRACT)).isEqualTo(GateResult.skip(Gate.CONTRACT));
    }

    @Test
    void ofATopicWithoutContractsAreNotJudged() {
      Verdict verdict = judge(record(new byte[] {0, 1, 2, (byte) 0xFF}));

      assertThat(result(verdict, Gate.CONTRACT)).isEqualTo(GateResult.skip(Gate.CONTRACT));
    }
  }
}
