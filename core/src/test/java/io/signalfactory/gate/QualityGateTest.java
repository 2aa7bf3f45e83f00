package io.signalfactory.gate;

import static io.signalfactory.gate.GateHarness.codes;
import static io.signalfactory.gate.GateHarness.judge;
import static io.signalfactory.gate.GateHarness.result;
import static io.signalfactory.testkit.ContractBuilder.contract;
import static io.signalfactory.testkit.RecordBuilder.TIMESTAMP;
import static io.signalfactory.testkit.RecordBuilder.record;
import static io.signalfactory.testkit.RecordBuilder.tombstone;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.event.EventTime;
import io.signalfactory.testkit.ContractBuilder;
import io.signalfactory.time.TimeFormat;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QualityGateTest {

  private static final String URN = "urn:dp:orders:created";
  private static final String IN_TIME = "\"event_time\":\"2026-01-14T11:59:59Z\"";

  @Nested
  class EventTimes {

    @Test
    void thatArePlausiblePass() {
      Verdict verdict = judge(record("{" + IN_TIME + "}"), contract(URN));

      assertThat(result(verdict, Gate.QUALITY)).isEqualTo(GateResult.pass(Gate.QUALITY));
      assertThat(verdict.eventTime().source()).isEqualTo(EventTime.Source.PAYLOAD);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{}                                           | EVENT_TIME_MISSING   | WARN",
          "{\"event_time\":null}                        | EVENT_TIME_MISSING   | WARN",
          "{\"event_time\":\"soon\"}                    | EVENT_TIME_INVALID   | FAIL",
          "{\"event_time\":17}                          | EVENT_TIME_INVALID   | FAIL",
          "{\"event_time\":\"2026-01-14T12:05:01Z\"}    | EVENT_TIME_IN_FUTURE | FAIL",
          "{\"event_time\":\"9999-12-31T23:59:59Z\"}    | EVENT_TIME_IN_FUTURE | FAIL",
          "{\"event_time\":\"2026-01-12T11:59:59Z\"}    | EVENT_TIME_TOO_OLD   | WARN",
          "{\"event_time\":\"0001-01-01T00:00:00Z\"}    | EVENT_TIME_TOO_OLD   | WARN",
        })
    void thatAreNotAreReported(String json, String code, Outcome outcome) {
      Verdict verdict = judge(record(json), contract(URN));

      assertThat(codes(verdict, Gate.QUALITY)).containsExactly(code);
      assertThat(result(verdict, Gate.QUALITY).outcome()).isEqualTo(outcome);
      assertThat(verdict.eventTime().countedAtMs()).isEqualTo(TIMESTAMP);
    }

    @Test
    void areComparedWithTheLimitsOfTheContract() {
      ContractBuilder contract =
          contract(URN).tolerating(Duration.ofSeconds(1), Duration.ofHours(1));

      Verdict ahead = judge(record("{\"event_time\":\"2026-01-14T12:00:02Z\"}"), contract);
      Verdict behind = judge(record("{\"event_time\":\"2026-01-14T10:59:59Z\"}"), contract);

      assertThat(result(ahead, Gate.QUALITY).violations().get(0).message())
          .isEqualTo("the event time is more than 1 s ahead of the record's arrival");
      assertThat(result(behind, Gate.QUALITY).violations().get(0).message())
          .isEqualTo(
              "the event time is more than 1 h behind the record's arrival; it counts when it"
                  + " arrived");
    }

    @ParameterizedTest
    @CsvSource({
      "EPOCH_SECONDS, 1768391999",
      "EPOCH_MILLIS, 1768391999000",
      "RFC3339, '\"2026-01-14T12:59:59+01:00\"'"
    })
    void areReadInTheFormatOfTheirField(TimeFormat format, String json) {
      Verdict verdict =
          judge(
              record("{\"at\":" + json + "}"),
              contract(URN).eventTime("at").requiredTime("at", format));

      assertThat(verdict.eventTime().epochMs()).isEqualTo(TIMESTAMP - 1_000);
      assertThat(result(verdict, Gate.QUALITY).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void areReadOnlyFromTheFieldThatTheContractNames() {
      Verdict verdict = judge(record("{" + IN_TIME + "}"), contract(URN).eventTime("at"));

      assertThat(codes(verdict, Gate.QUALITY)).containsExactly("EVENT_TIME_MISSING");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"broken", "[]", ""})
  void skipsAValueThatIsNoObject(String value) {
    Verdict verdict = judge(record(value), contract(URN));

    assertThat(result(verdict, Gate.QUALITY)).isEqualTo(GateResult.skip(Gate.QUALITY));
  }

  @Test
  void skipsATombstone() {
    Verdict verdict = judge(tombstone(), contract(URN));

    assertThat(result(verdict, Gate.QUALITY)).isEqualTo(GateResult.skip(Gate.QUALITY));
  }

  @Test
  void skipsATopicWithoutContractsAndStillFindsTheTime() {
    Verdict verdict = judge(record("{" + IN_TIME + "}"));

    assertThat(result(verdict, Gate.QUALITY)).isEqualTo(GateResult.skip(Gate.QUALITY));
    assertThat(verdict.eventTime().epochMs()).isEqualTo(TIMESTAMP - 1_000);
  }
}
