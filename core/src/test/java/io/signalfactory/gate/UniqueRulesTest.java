package io.signalfactory.gate;

import static io.signalfactory.gate.GateHarness.codes;
import static io.signalfactory.gate.GateHarness.judge;
import static io.signalfactory.gate.GateHarness.result;
import static io.signalfactory.testkit.ContractBuilder.contract;
import static io.signalfactory.testkit.RecordBuilder.record;
import static io.signalfactory.testkit.RecordBuilder.tombstone;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.QualityRule.Scope;
import io.signalfactory.contract.QualityRule.Severity;
import io.signalfactory.testkit.ContractBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UniqueRulesTest {

  private static final String URN = "urn:dp:orders:created";
  private static final Duration DAY = Duration.ofHours(24);
  private static final String TIME = ",\"event_time\":\"2026-01-14T11:59:59Z\"}";

  private static ContractBuilder unique(Scope scope, Severity severity, String... fields) {
    ContractBuilder contract = contract(URN);
    for (String field : fields) {
      contract.optionalNullable(field, FieldType.STRING);
    }
    return contract.unique("once", DAY, scope, severity, fields);
  }

  private static KeyHash key(String json, String... fields) {
    Verdict verdict =
        judge(
            record(json.substring(0, json.length() - 1) + TIME),
            unique(Scope.PARTITION, Severity.FAIL, fields));
    return verdict.claims().get(0).key();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":\"a\",\"b\":\"bc\"} | {\"a\":\"ab\",\"b\":\"c\"}",
        "{\"a\":\"1\",\"b\":\"\"}   | {\"a\":1,\"b\":\"\"}",
        "{\"a\":\"true\",\"b\":\"\"} | {\"a\":true,\"b\":\"\"}",
        "{\"a\":true,\"b\":\"\"} | {\"a\":false,\"b\":\"\"}",
        "{\"a\":1,\"b\":2} | {\"a\":2,\"b\":1}",
        "{\"a\":1,\"b\":12} | {\"a\":11,\"b\":2}",
        "{\"a\":1.5,\"b\":1} | {\"a\":15,\"b\":1}",
        "{\"a\":9223372036854775807,\"b\":1} | {\"a\":9223372036854775808,\"b\":1}",
        "{\"a\":-1,\"b\":1} | {\"a\":18446744073709551615,\"b\":1}",
        "{\"a\":\"x\",\"b\":\"y\"} | {\"a\":\"y\",\"b\":\"x\"}",
        "{\"a\":\"2026-01-14T12:00:00Z\",\"b\":1} | {\"a\":\"2026-01-14T12:00:00.000Z\",\"b\":1}",
      })
  void givesDifferentKeysDifferentHashes(String one, String other) {
    assertThat(key(one, "a", "b")).isNotEqualTo(key(other, "a", "b"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0",
    "1, 1e0",
    "100, 1E2",
    "0, -0.0",
    "-1.50, -1.5",
    "9223372036854775807, 9223372036854775807.0",
    "-9223372036854775808, -9223372036854775808.00",
    "9223372036854775808, 9.223372036854775808e18",
    "1e400, 10e399"
  })
  void comparesNumbersByValue(String one, String other) {
    assertThat(key("{\"a\":" + one + "}", "a")).isEqualTo(key("{\"a\":" + other + "}", "a"));
  }

  @Test
  void givesAKeyTheSameHashAgainWhateverWasHashedBetween() {
    Enforcer enforcer = GateHarness.enforcer(unique(Scope.PARTITION, Severity.FAIL, "a"));
    Verdict first = enforcer.judge(record("{\"a\":\"x\"" + TIME).build(), GateHarness.NOW);
    enforcer.judge(record("{\"a\":{}" + TIME).build(), GateHarness.NOW);

    Verdict again = enforcer.judge(record("{\"a\":\"x\"" + TIME).build(), GateHarness.NOW);

    assertThat(again.claims()).isEqualTo(first.claims()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":null,\"b\":1", "{\"b\":1"})
  void areKeptIfAFieldIsNullAsInSql(String json) {
    Verdict verdict = judge(record(json + TIME), unique(Scope.PARTITION, Severity.FAIL, "a", "b"));

    assertThat(verdict.claims()).isEmpty();
    assertThat(verdict.rules().evaluated()).isEqualTo(1);
    assertThat(verdict.rules().passed()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[1]", "{\"a\":1}"})
  void haveNoAnswerForWhatIsNoSingleValue(String value) {
    Verdict verdict =
        judge(record("{\"a\":" + value + TIME), unique(Scope.PARTITION, Severity.FAIL, "a"));

    assertThat(codes(verdict, Gate.QUALITY)).containsExactly("RULE_ERROR once");
    assertThat(verdict.claims()).isEmpty();
    assertThat(verdict.rules().evaluated()).isZero();
  }

  @Test
  void makeNoClaimForAMalformedValue() {
    assertThat(judge(record("broken"), unique(Scope.PARTITION, Severity.FAIL, "a")).claims())
        .isEmpty();
    assertThat(judge(tombstone(), unique(Scope.PARTITION, Severity.FAIL, "a")).claims()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"FAIL, FAIL", "WARN, WARN"})
  void failByTheirSeverityAfterTheKeyIsKnownToBeRepeated(Severity severity, Outcome outcome) {
    Verdict verdict =
        judge(
            record("{\"a\":\"secret\"" + TIME).header("service", "orders-svc"),
            unique(Scope.PARTITION, severity, "a"));

    Verdict repeating = verdict.repeating(verdict.claims());

    assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
    assertThat(verdict.rules().passed()).isEqualTo(1);
    assertThat(repeating.outcome()).isEqualTo(outcome);
    assertThat(repeating.rules().evaluated()).isEqualTo(1);
    assertThat(repeating.rules().passed()).isZero();
    assertThat(result(repeating, Gate.QUALITY).violations())
        .containsExactly(
            new Violation(
                ViolationCode.DUPLICATE,
                outcome,
                null,
                "once",
                "expected no other event with the same a within 24 h"));
  }

  @Test
  void areNotCountedHereIfTheyConcernTheWholeDataset() {
    Verdict verdict =
        judge(record("{\"a\":\"x\"" + TIME), unique(Scope.DATASET, Severity.FAIL, "a"));

    assertThat(verdict.claims()).hasSize(1);
    assertThat(verdict.rules().evaluated()).isZero();
  }

  @Test
  void startAgainWhenTheyChangeAndNotWhenTheContractDoes() {
    ContractBuilder before = unique(Scope.PARTITION, Severity.FAIL, "a");

    List<Long> ids =
        List.of(
            id(before),
            id(unique(Scope.PARTITION, Severity.WARN, "a").version("2")),
            id(
                contract(URN)
                    .optionalNullable("a", FieldType.STRING)
                    .unique("once", DAY.plusHours(1), Scope.PARTITION, "a")),
            id(unique(Scope.DATASET, Severity.FAIL, "a")),
            id(unique(Scope.PARTITION, Severity.FAIL, "b")),
            id(unique(Scope.PARTITION, Severity.FAIL, "a").topic("raw.other")));

    assertThat(ids.get(1)).isEqualTo(ids.get(0));
    assertThat(ids.subList(1, ids.size())).doesNotHaveDuplicates();
  }

  private static long id(ContractBuilder contract) {
    var built = contract.build();
    return UniqueRule.of(built, (io.signalfactory.contract.QualityRule.Unique) built.rules().get(0))
        .id();
  }

  @Test
  void costNothingIfThereAreNone() {
    Verdict verdict = judge(record("{\"a\":\"x\"" + TIME), contract(URN));

    assertThat(verdict.claims()).isSameAs(List.of());
    assertThat(verdict.repeating(List.of())).isSameAs(verdict);
  }
}
