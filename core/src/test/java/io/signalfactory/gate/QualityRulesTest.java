package io.signalfactory.gate;

import static io.signalfactory.gate.GateHarness.codes;
import static io.signalfactory.gate.GateHarness.judge;
import static io.signalfactory.gate.GateHarness.result;
import static io.signalfactory.testkit.ContractBuilder.contract;
import static io.signalfactory.testkit.RecordBuilder.TIMESTAMP;
import static io.signalfactory.testkit.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.QualityRule;
import io.signalfactory.testkit.ContractBuilder;
import io.signalfactory.time.TimeFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityRulesTest {

  private static final String URN = "urn:dp:orders:created";
  private static final String IN_TIME = "\"event_time\":\"2026-01-14T11:59:59Z\"";

  @Test
  void thatAreKeptPassAndAreCounted() {
    Verdict verdict =
        judge(
            record("{" + IN_TIME + ",\"amount\":5,\"id\":\"o-1\"}"),
            orders().rule("amount_positive", "amount > 0").rule("id_not_empty", "LENGTH(id) > 0"));

    assertThat(result(verdict, Gate.QUALITY)).isEqualTo(GateResult.pass(Gate.QUALITY));
    assertThat(verdict.rules().evaluated()).isEqualTo(2);
    assertThat(verdict.rules().passed()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"FAIL, FAIL", "WARN, WARN"})
  void thatAreBrokenAreReportedAsTheContractSays(QualityRule.Severity severity, Outcome outcome) {
    Verdict verdict =
        judge(
            record("{" + IN_TIME + ",\"amount\":-5}"),
            orders().rule("amount_positive", "amount > 0", severity, false));

    assertThat(result(verdict, Gate.QUALITY).violations())
        .containsExactly(
            new Violation(
                ViolationCode.RULE_FAILED,
                outcome,
                null,
                "amount_positive",
                "expected amount > 0"));
    assertThat(verdict.rules().evaluated()).isEqualTo(1);
    assertThat(verdict.rules().passed()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"false, 1", "true, 0"})
  void thatAreUnknownPassUnlessTheContractSaysOtherwise(boolean nullFails, int passed) {
    Verdict verdict =
        judge(
            record("{" + IN_TIME + ",\"amount\":null}"),
            orders().rule("amount_positive", "amount > 0", QualityRule.Severity.FAIL, nullFails));

    assertThat(verdict.rules().evaluated()).isEqualTo(1);
    assertThat(verdict.rules().passed()).isEqualTo(passed);
    assertThat(codes(verdict, Gate.QUALITY)).hasSize(1 - passed);
  }

  @Test
  void withoutAnAnswerWarnAndAreNotCounted() {
    Verdict verdict =
        judge(
            record("{" + IN_TIME + ",\"amount\":0}"),
            orders().rule("share", "10 / amount > 1").rule("whole", "amount = 0"));

    assertThat(codes(verdict, Gate.QUALITY)).containsExactly("RULE_ERROR share");
    assertThat(verdict.rules().unanswered()).containsExactly(0);
    assertThat(result(verdict, Gate.QUALITY).outcome()).isEqualTo(Outcome.WARN);
    assertThat(verdict.rules().evaluated()).isEqualTo(1);
    assertThat(verdict.rules().passed()).isEqualTo(1);
  }

  @Test
  void areNamedOnceForAllRecordsOfAContract() {
    // given
    var enforcer =
        GateHarness.enforcer(
            orders().rule("amount_positive", "amount > 0").rule("id_not_empty", "LENGTH(id) > 0"));
    Verdict healthy =
        enforcer.judge(record("{" + IN_TIME + ",\"amount\":5,\"id\":\"o-1\"}").build(), TIMESTAMP);

    // when
    Verdict broken =
        enforcer.judge(record("{" + IN_TIME + ",\"amount\":5,\"id\":\"\"}").build(), TIMESTAMP);

    // then
    assertThat(broken.rules().rules()).containsExactly("amount_positive", "id_not_empty");
    assertThat(broken.rules().broken()).containsExactly(1);
    assertThat(broken.rules().rules()).isSameAs(healthy.rules().rules());
  }

  @Test
  void useTheRecordsArrivalAsNow() {
    ContractBuilder contract = orders().rule("recent", "event_time > NOW() - INTERVAL '2' SECOND");

    Verdict verdict =
        GateHarness.enforcer(contract)
            .judge(record("{" + IN_TIME + "}").build(), TIMESTAMP + 3_600_000);

    assertThat(result(verdict, Gate.QUALITY).outcome()).isEqualTo(Outcome.PASS);
  }

  private ContractBuilder orders() {
    return contract(URN)
        .optionalNullable("amount", FieldType.NUMBER)
        .optional("id", FieldType.STRING)
        .requiredTime("event_time", TimeFormat.RFC3339);
  }
}
