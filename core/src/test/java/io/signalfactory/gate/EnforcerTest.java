package io.signalfactory.gate;

import static io.signalfactory.gate.GateHarness.judge;
import static io.signalfactory.testkit.ContractBuilder.contract;
import static io.signalfactory.testkit.RecordBuilder.TIMESTAMP;
import static io.signalfactory.testkit.RecordBuilder.record;
import static io.signalfactory.testkit.RecordBuilder.tombstone;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.FieldSet.Additional;
import io.signalfactory.contract.FieldType;
import io.signalfactory.event.RawRecord;
import io.signalfactory.testkit.ContractBuilder;
import io.signalfactory.testkit.RecordBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnforcerTest {

  private static final String TIME = "\"event_time\":\"2026-01-14T12:00:00Z\"";

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void givesEachGateItsOutcomeAndTheRecordTheWorst(
      String what, RecordBuilder record, List<ContractBuilder> contracts, String expected) {
    Verdict verdict = judge(record, contracts.toArray(new ContractBuilder[0]));

    String outcomes =
        String.join(" ", verdict.gates().stream().map(gate -> gate.outcome().name()).toList());
    assertThat(outcomes + " -> " + verdict.outcome()).as(what).isEqualTo(expected);
  }

  static Stream<Arguments> givesEachGateItsOutcomeAndTheRecordTheWorst() {
    List<ContractBuilder> one =
        List.of(contract("urn:dp:orders:created").required("id", FieldType.STRING));
    List<ContractBuilder> two =
        List.of(
            contract("urn:dp:orders:a").matchField("type", "a"),
            contract("urn:dp:orders:b").matchField("type", "b").additional(Additional.WARN));
    return Stream.of(
        Arguments.of(
            "as promised",
            named("{\"id\":\"1\"," + TIME + "}"),
            one,
            "PASS PASS SKIP PASS PASS -> PASS"),
        Arguments.of(
            "no producer",
            record("{\"id\":\"1\"," + TIME + "}"),
            one,
            "PASS WARN SKIP PASS PASS -> WARN"),
        Arguments.of("no time", named("{\"id\":\"1\"}"), one, "PASS PASS SKIP PASS WARN -> WARN"),
        Arguments.of(
            "a field is missing", named("{" + TIME + "}"), one, "PASS PASS SKIP FAIL PASS -> FAIL"),
        Arguments.of(
            "a wrong time",
            named("{\"id\":\"1\",\"event_time\":1}"),
            one,
            "PASS PASS SKIP PASS FAIL -> FAIL"),
        Arguments.of("broken JSON", named("{"), one, "PASS PASS SKIP FAIL SKIP -> FAIL"),
        Arguments.of(
            "a tombstone",
            tombstone().header("service", "orders-svc"),
            one,
            "PASS PASS SKIP SKIP SKIP -> PASS"),
        Arguments.of("no contract", named("{}"), List.of(), "PASS PASS SKIP SKIP SKIP -> PASS"),
        Arguments.of(
            "no contract and no JSON",
            record(new byte[] {0, 1, (byte) 0xFF}),
            List.of(),
            "PASS WARN SKIP SKIP SKIP -> WARN"),
        Arguments.of(
            "no contract matches",
            named("{\"type\":\"c\"}"),
            two,
            "FAIL PASS SKIP SKIP SKIP -> FAIL"),
        Arguments.of(
            "no contract can be told", named("broken"), two, "FAIL PASS SKIP FAIL SKIP -> FAIL"),
        Arguments.of(
            "a stranger that is warned of",
            named("{\"type\":\"b\",\"x\":1," + TIME + "}"),
            two,
            "PASS PASS SKIP WARN PASS -> WARN"));
  }

  private static RecordBuilder named(String value) {
    return record(value).header("service", "orders-svc");
  }

  @Test
  void listsTheGatesInTheirOrder() {
    Verdict verdict = judge(record("{}"));

    assertThat(verdict.gates()).extracting(GateResult::gate).containsExactly(Gate.values());
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void countsASkippedGateAsNothing(Outcome other) {
    assertThat(Outcome.SKIP.worse(other)).isEqualTo(other);
    assertThat(other.worse(Outcome.SKIP)).isEqualTo(other);
  }

  @ParameterizedTest
  @CsvSource({"PASS,WARN,WARN", "WARN,FAIL,FAIL", "FAIL,PASS,FAIL", "PASS,PASS,PASS"})
  void takesTheWorseOfTwoOutcomes(Outcome one, Outcome other, Outcome worse) {
    assertThat(one.worse(other)).isEqualTo(worse);
    assertThat(other.worse(one)).isEqualTo(worse);
  }

  @Test
  void judgesARecordAsBeforeWhateverCameBetween() {
    Enforcer enforcer =
        GateHarness.enforcer(
            contract("urn:dp:orders:created")
                .required("id", FieldType.STRING)
                .additional(Additional.FORBID));
    var record = record("{\"payload\":{\"x\":1}}").build();
    Verdict first = enforcer.judge(record, GateHarness.NOW);
    enforcer.judge(record("{\"id\":\"1\",\"payload\":{\"id\":").build(), GateHarness.NOW);
    enforcer.judge(tombstone().build(), GateHarness.NOW);

    Verdict again = enforcer.judge(record, GateHarness.NOW);

    assertThat(again).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, -62_135_596_800_000L, 253_402_300_799_999L, Long.MIN_VALUE})
  void warnsOfAnImpossibleTimestampAndUsesTheEventsOwnTime(long timestampMs) {
    Verdict verdict =
        judge(record("{" + TIME + "}").timestamp(timestampMs), contract("urn:dp:orders:created"));

    assertThat(verdict.arrivalMs()).isEqualTo(TIMESTAMP);
    assertThat(verdict.eventTime().countedAtMs()).isEqualTo(TIMESTAMP);
    assertThat(verdict.gates().get(4).outcome()).isEqualTo(Outcome.WARN);
    assertThat(GateHarness.codes(verdict, Gate.QUALITY)).containsExactly("RECORD_TIME_IMPLAUSIBLE");
  }

  @Test
  void givesHealthyRecordsOfAllTopicsOneListOfResults() {
    RecordBuilder healthy = record("{" + TIME + "}").header("service", "orders-svc");

    Verdict first = judge(healthy, contract("urn:dp:orders:created"));
    Verdict second = judge(healthy, contract("urn:dp:orders:paid"));

    assertThat(first.outcome()).isEqualTo(Outcome.PASS);
    assertThat(second.gates()).isSameAs(first.gates());
  }

  @Test
  void givesRecordsThatFailAlikeTheSameResultsEvenWithSoundOnesBetween() {
    // given
    Enforcer enforcer =
        GateHarness.enforcer(
            contract("urn:dp:orders:created")
                .required("id", FieldType.STRING)
                .optional("amount", FieldType.NUMBER)
                .rule("amount_positive", "amount > 0"));
    RawRecord faulty = named("{\"amount\":0," + TIME + "}").build();
    Verdict first = enforcer.judge(faulty, GateHarness.NOW);
    enforcer.judge(named("{\"id\":\"1\",\"amount\":1," + TIME + "}").build(), GateHarness.NOW);

    // when
    Verdict second = enforcer.judge(faulty, GateHarness.NOW);

    // then
    assertThat(GateHarness.codes(second, Gate.CONTRACT))
        .containsExactly("MISSING_REQUIRED_FIELD id");
    assertThat(GateHarness.codes(second, Gate.QUALITY))
        .containsExactly("RULE_FAILED amount_positive");
    assertThat(second.results()).isSameAs(first.results());
    assertThat(second.rules()).isSameAs(first.rules());
  }

  @Test
  void doesNotChangeAVerdictWhenTheNextRecordFailsInAnotherWay() {
    // given
    Enforcer enforcer =
        GateHarness.enforcer(
            contract("urn:dp:orders:created")
                .required("id", FieldType.STRING)
                .optional("amount", FieldType.NUMBER)
                .rule("amount_positive", "amount > 0")
                .rule("amount_small", "amount < 9"));
    Verdict first = enforcer.judge(named("{\"amount\":0," + TIME + "}").build(), GateHarness.NOW);

    // when
    Verdict second =
        enforcer.judge(named("{\"id\":1,\"amount\":10," + TIME + "}").build(), GateHarness.NOW);

    // then
    assertThat(GateHarness.codes(first, Gate.CONTRACT))
        .containsExactly("MISSING_REQUIRED_FIELD id");
    assertThat(GateHarness.codes(first, Gate.QUALITY))
        .containsExactly("RULE_FAILED amount_positive");
    assertThat(first.rules().broken()).containsExactly(0);
    assertThat(GateHarness.codes(second, Gate.CONTRACT)).containsExactly("WRONG_TYPE id");
    assertThat(GateHarness.codes(second, Gate.QUALITY)).containsExactly("RULE_FAILED amount_small");
    assertThat(second.rules().broken()).containsExactly(1);
  }

  @Test
  void countsARecordWithoutATimeAtItsArrival() {
    Verdict verdict = judge(record("broken").timestamp(-1), contract("urn:dp:orders:created"));

    assertThat(verdict.eventTime().countedAtMs()).isEqualTo(GateHarness.NOW);
  }
}
