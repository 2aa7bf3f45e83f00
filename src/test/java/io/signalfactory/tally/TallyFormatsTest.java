package io.signalfactory.tally;

import io.signalfactory.gate.RuleResults;
import io.signalfactory.testkit.Golden;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The bytes of tallies and minutes, which outlive a release. */
class TallyFormatsTest {

  private static final List<String> RULES = List.of("amount_positive", "id_once");
  private static final Sample SAMPLE =
      new Sample("raw.orders.events", 2, 1_000, "evd-01KJW3GN50ET2TW2WVVBDJ3CKA", "0af7651916cd");

  /** A record that passes, one that fails, one of another producer, and one that came late. */
  private static TallySnapshot tallied() {
    Tally tally = new Tally();
    tally.add(observation(999, "orders-svc", "v1", List.of()));
    tally.add(
        observation(
            1_000,
            "orders-svc",
            "v2",
            List.of(
                new ObservedCause(
                    new CauseKey(
                        "orders-svc", "v2", "G4", "MISSING_REQUIRED_FIELD", "customer_id", null),
                    true))));
    tally.add(
        observation(
            1_001,
            "größe",
            null,
            List.of(
                new ObservedCause(
                    new CauseKey("größe", null, "G5", "DUPLICATE", null, "id_once"), false))));
    tally.addArrival(1_002, 700, false);
    tally.addArrival(1_003, 3_600_000, true);
    return tally.snapshot();
  }

  private static Observation observation(
      long offset, String service, String version, List<ObservedCause> causes) {
    boolean failed = causes.stream().anyMatch(ObservedCause::failing);
    return new Observation(
        offset,
        1_772_619_601_700L + offset,
        1_772_619_600_000L + offset,
        failed,
        !failed && !causes.isEmpty(),
        new RuleResults(RULES, causes.isEmpty() ? List.of() : List.of(1), List.of()),
        service,
        version,
        causes,
        () -> SAMPLE);
  }

  private static MinuteBucket minute() {
    return MinuteBucket.of(
        Map.of(
            new SourcePartition("raw.orders.events", 0),
            tallied(),
            new SourcePartition("raw.orders.events", 2),
            new Tally().snapshot()));
  }

  @TestFactory
  Stream<DynamicTest> keepsItsFormats() {
    return Stream.of(
            Golden.format("tally-v1.hex", tallied(), TallyCodec::encode, TallyCodec::decode),
            Golden.format(
                "tally-v1-empty.hex",
                new Tally().snapshot(),
                TallyCodec::encode,
                TallyCodec::decode),
            Golden.format(
                "minute-v1.hex", minute(), MinuteBucketCodec::encode, MinuteBucketCodec::decode))
        .flatMap(row -> row);
  }
}
