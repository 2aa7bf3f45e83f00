package io.signalfactory.stream.enforce;

import static io.signalfactory.testkit.ContractBuilder.contract;
import static io.signalfactory.testkit.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.FieldType;
import io.signalfactory.event.PartitionClock;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.gate.Enforcer;
import io.signalfactory.gate.IdentityRules;
import io.signalfactory.gate.TopicPlan;
import io.signalfactory.gate.Verdict;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.Observation;
import io.signalfactory.tally.ObservedCause;
import io.signalfactory.testkit.ContractBuilder;
import io.signalfactory.testkit.RecordBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ObservationsTest {

  private static final int NO_MARKS = 0;

  private static final String TIME = "\"event_time\":\"2026-01-14T12:00:00Z\"";
  private static final String SOUND = "{\"id\":\"1\"," + TIME + "}";
  private static final String WITHOUT_ID = "{" + TIME + "}";
  private static final String WRONG_ID = "{\"id\":1," + TIME + "}";

  private final Enforcer enforcer =
      new Enforcer(
          TopicPlan.compile(
              ContractBuilder.TOPIC,
              List.of(contract("urn:dp:orders:created").required("id", FieldType.STRING).build()),
              new JsonFormat()),
          new IdentityRules(List.of("service"), List.of("version"), Map.of()),
          new PartitionClock());

  private final Observations observations = new Observations();

  @Test
  void aSoundRecordHasNoCauseAndNothingToLookUp() {
    observations.of(judged(WITHOUT_ID, "v1", 1), NO_MARKS);

    Observation sound = observations.of(judged(SOUND, "v1", 2), NO_MARKS);

    assertThat(sound.failed()).isFalse();
    assertThat(sound.causes()).isEmpty();
    assertThat(sound.sample()).isNull();
  }

  @Test
  void eachVersionThatFailsAlikeIsACauseOfItsOwn() {
    List<Observation> observed =
        List.of(
            observations.of(judged(WITHOUT_ID, "v1", 1), NO_MARKS),
            observations.of(judged(WITHOUT_ID, "v2", 2), NO_MARKS),
            observations.of(judged(SOUND, "v2", 3), NO_MARKS),
            observations.of(judged(WITHOUT_ID, "v1", 4), NO_MARKS));

    assertThat(observed)
        .extracting(Observation::causes)
        .containsExactly(
            List.of(failed("v1", "MISSING_REQUIRED_FIELD")),
            List.of(failed("v2", "MISSING_REQUIRED_FIELD")),
            List.of(),
            List.of(failed("v1", "MISSING_REQUIRED_FIELD")));
  }

  @Test
  void eachFaultOfOneVersionIsACauseOfItsOwn() {
    List<Observation> observed =
        List.of(
            observations.of(judged(WITHOUT_ID, "v1", 1), NO_MARKS),
            observations.of(judged(WRONG_ID, "v1", 2), NO_MARKS),
            observations.of(judged(WITHOUT_ID, "v1", 3), NO_MARKS));

    assertThat(observed)
        .extracting(Observation::causes)
        .containsExactly(
            List.of(failed("v1", "MISSING_REQUIRED_FIELD")),
            List.of(failed("v1", "WRONG_TYPE")),
            List.of(failed("v1", "MISSING_REQUIRED_FIELD")));
  }

  @Test
  void theSampleIsTheRecordOfTheObservationThoughItsCausesAreThoseOfAnother() {
    observations.of(judged(WITHOUT_ID, "v1", 1), NO_MARKS);

    Observation second = observations.of(judged(WITHOUT_ID, "v1", 2), NO_MARKS);

    assertThat(Objects.requireNonNull(second.sample()).get().offset()).isEqualTo(2);
  }

  private Verdict judged(String value, String version, long offset) {
    return enforcer.judge(
        record(value)
            .header("service", "orders-svc")
            .header("version", version)
            .at(0, offset)
            .build(),
        RecordBuilder.TIMESTAMP + 1_000);
  }

  private static ObservedCause failed(String version, String code) {
    return new ObservedCause(
        new CauseKey("orders-svc", version, "G4", code, "id", null), /* failing= */ true);
  }
}
