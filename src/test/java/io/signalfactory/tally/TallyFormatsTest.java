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
    tally.add(observation(999, "orders-svc", "v1", 0b11111101, List.of()));
    tally.add(
        observation(
            1_000,
            "orders-svc",
            "v2",
            0b01010101,
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
            0b01110010,
            List.of(
                new ObservedCause(
                    new CauseKey("größe", null, "G5", "DUPLICATE", null, "id_once"), false))));
    tally.addArrival(1_002, 700, false);
    tally.addArrival(1_003, 3_600_000, true);
    return tally.snapshot();
  }

  private static Observation observation(
      long offset, String service, String version, int marks, List<ObservedCause> causes) {
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
        marks,
        causes,
        () -> SAMPLE);
  }

  /** As version 1 had it. */
  private static TallySnapshot withoutSenders() {
    TallySnapshot all = tallied();
    return new TallySnapshot(
        all.lastEventOffset(),
        all.lastArrivalOffset(),
        all.events(),
        all.failed(),
        all.warned(),
        all.latestEventTimeMs(),
        all.firstArrivalMs(),
        all.versions(),
        all.causes(),
        all.rules(),
        all.lags(),
        Senders.NONE);
  }

  private static MinuteBucket minute(TallySnapshot first) {
    return MinuteBucket.of(
        Map.of(
            new SourcePartition("raw.orders.events", 0),
            first,
            new SourcePartition("raw.orders.events", 2),
            new Tally().snapshot()));
  }

  @TestFactory
  Stream<DynamicTest> keepsItsFormats() {
    return Stream.of(
            Golden.format("tally-v2.hex", tallied(), TallyCodec::encode, TallyCodec::decode),
            Golden.format(
                "tally-v2-empty.hex",
                new Tally().snapshot(),
                TallyCodec::encode,
                TallyCodec::decode),
            Golden.format(
                "minute-v2.hex",
                minute(tallied()),
                MinuteBucketCodec::encode,
                MinuteBucketCodec::decode),
            Golden.earlier("tally-v1.hex", withoutSenders(), TallyCodec::decode),
            Golden.earlier("tally-v1-empty.hex", new Tally().snapshot(), TallyCodec::decode),
            Golden.earlier("minute-v1.hex", minute(withoutSenders()), MinuteBucketCodec::decode))
        .flatMap(row -> row);
  }
}
