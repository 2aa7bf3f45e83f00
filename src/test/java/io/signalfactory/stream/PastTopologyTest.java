package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.past.HourCount;
import io.signalfactory.past.HourTrack;
import io.signalfactory.past.Judged;
import io.signalfactory.past.RollupHour;
import io.signalfactory.past.Strip;
import io.signalfactory.past.Usual;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import io.signalfactory.signal.Transition;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.signals.StoredSignals;
import io.signalfactory.tally.CountedRule;
import io.signalfactory.tally.Counts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real topology keeps of the past. */
class PastTopologyTest {

  private static final String URN = "urn:dp:orders:created";
  private static final String TOPIC = "raw.orders.events";

  /** The harness starts at noon. */
  private static final long NOON = TopologyHarness.START.getEpochSecond() / 3_600;

  private static final String CONTRACT =
      """
      apiVersion: odcs/v1
      kind: DataContract
      metadata: {name: orders.created, version: "3", owner: orders-team, tier: 1}
      spec:
        dataset:
          urn: "urn:dp:orders:created"
          topic: raw.orders.events
          graceSeconds: 60
        fields:
          required:
            - {name: order_id, type: string}
            - {name: event_time, type: timestamp}
            - {name: amount, type: number}
        quality:
          rules:
            - {name: amount-positive, expression: "amount > 0"}
        slos:
          freshness: {maxDelaySeconds: 300, warningDelaySeconds: 120}
          quality: {minRate: 0.5}
      """;

  @TempDir private Path stateDir;
  private TopologyHarness harness;

  @BeforeEach
  void start() {
    harness = new TopologyHarness(stateDir);
    harness.contract(URN, CONTRACT);
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private void order(Instant eventTime, int amount) {
    harness.raw(
        TOPIC,
        "{\"order_id\":\"o-1\",\"amount\":" + amount + ",\"event_time\":\"" + eventTime + "\"}",
        "x-obs-producer-service",
        "orders-svc");
  }

  /** One order per minute, each tenth with an amount that breaks the rule. */
  private void minutes(int minutes) {
    for (int i = 0; i < minutes; i++) {
      order(harness.now(), i % 10 == 9 ? -1 : 5);
      harness.advance(Duration.ofMinutes(1));
    }
  }

  private RollupHour rollup(long hour) {
    return StoredSignals.rollup(harness.driver().getKeyValueStore(Names.ROLLUP_STORE), URN, hour);
  }

  private HourTrack track(long hour) {
    return StoredSignals.track(harness.driver().getKeyValueStore(Names.TRACK_STORE), URN, hour);
  }

  private Strip strip() {
    return StoredSignals.strip(harness.driver().getKeyValueStore(Names.TRACK_STORE), URN);
  }

  private HourCount count(long hour) {
    return Objects.requireNonNull(rollup(hour).count());
  }

  @Test
  void aClosedHourIsKeptWithItsRulesAndWhatWasJudged() {
    // given
    minutes(60);
    assertThat(rollup(NOON)).isEqualTo(RollupHour.NOTHING);

    // when
    minutes(4);

    // then
    assertThat(count(NOON).counted().counts()).isEqualTo(new Counts(60, 6, 0, 60, 54));
    assertThat(count(NOON).counted().rules().list())
        .containsExactly(new CountedRule("amount-positive", 60, 6));
    Judged judged = Objects.requireNonNull(rollup(NOON).judged());
    assertThat(judged.seconds()).isBetween(3_500, 3_600);
    assertThat(judged.staleness()).isBetween(59, 65);
    assertThat(judged.worst().of(Signal.FRESHNESS)).isEqualTo(State.OK);
  }

  @Test
  void lateEventsAmendTheHourAndItsMinute() {
    // given
    minutes(65);
    Instant late = TopologyHarness.START.plus(Duration.ofMinutes(17));

    // when
    order(late, 5);
    order(late, -1);
    harness.advance(Duration.ofSeconds(5));

    // then
    assertThat(count(NOON).counted().counts()).isEqualTo(new Counts(62, 7, 0, 62, 55));
    assertThat(count(NOON).late()).isEqualTo(new Counts(2, 1, 0, 2, 1));
    assertThat(track(NOON).late(17)).isEqualTo(2);
    assertThat(track(NOON).late(18)).isZero();
    assertThat(track(NOON).minute(17).seconds()).isBetween(59, 60);
  }

  @Test
  void theTrackHasTheStalenessOfEachMinuteOfSilence() {
    // given
    minutes(5);

    // when
    harness.advance(Duration.ofMinutes(7));

    // then
    HourTrack track = track(NOON);
    assertThat(track.minute(8).staleness()).isBetween(290, 300);
    assertThat(track.minute(10).staleness()).isBetween(410, 420);
    assertThat(track.minute(3).worst().of(Signal.FRESHNESS)).isEqualTo(State.OK);
    assertThat(track.minute(7).worst().of(Signal.FRESHNESS)).isEqualTo(State.WARNING);
    assertThat(track.minute(10).worst().of(Signal.FRESHNESS)).isEqualTo(State.CRITICAL);
    assertThat(track.countedThroughMs())
        .isBetween(harness.now().minusSeconds(90).toEpochMilli(), harness.now().toEpochMilli());
  }

  @Test
  void theStripHasTheWorstStateOfEachHour() {
    // given
    minutes(30);
    harness.advance(Duration.ofMinutes(6));

    // when
    minutes(90);

    // then
    assertThat(strip().lastHour()).isEqualTo(NOON + 2);
    assertThat(strip().text()).startsWith(".".repeat(21) + "C").endsWith("O");
  }

  @Test
  void aBreachIsKeptWithEveryTransition() {
    // given
    minutes(10);

    // when it is stale, worse, and well again
    harness.advance(Duration.ofMinutes(8));
    minutes(12);

    // then
    List<Transition> transitions =
        StoredSignals.transitions(harness.driver().getKeyValueStore(Names.TRANSITION_STORE));
    assertThat(transitions)
        .filteredOn(t -> t.breach().key().signal() == Signal.FRESHNESS)
        .extracting(t -> t.number() + " " + t.breach().status() + " " + t.breach().severity())
        .containsExactly("1 OPEN WARNING", "2 UPDATED CRITICAL", "3 RESOLVED CRITICAL");
    assertThat(harness.breaches())
        .filteredOn(breach -> breach.key().signal() == Signal.FRESHNESS)
        .extracting(Breach::updatedAt)
        .containsExactlyElementsOf(
            transitions.stream()
                .filter(t -> t.breach().key().signal() == Signal.FRESHNESS)
                .map(t -> t.breach().updatedAt())
                .toList());
  }

  @Test
  void theHourInWhichADatasetBecameKnownIsKept() {
    // given
    harness.advance(Duration.ofMinutes(20));
    harness.raw("raw.orders.paid", "{}");

    // when
    harness.advance(Duration.ofMinutes(60));

    // then
    RollupHour hour =
        StoredSignals.rollup(
            harness.driver().getKeyValueStore(Names.ROLLUP_STORE), "urn:dp:orders:paid", NOON);
    assertThat(Objects.requireNonNull(hour.count()).counted().counts().events()).isEqualTo(1);
    assertThat(Objects.requireNonNull(hour.judged()).seconds()).isBetween(2_300, 2_400);
  }

  /** So many hours with 60 orders each, in steps of a quarter of an hour. */
  private void hours(int hours) {
    for (int quarter = 0; quarter < 4 * hours; quarter++) {
      for (int i = 0; i < 15; i++) {
        order(harness.now(), 5);
      }
      harness.leap(Duration.ofMinutes(15));
    }
  }

  @Test
  void whatWasUsualIsKeptWithTheHourThatWasJudgedByIt() {
    // given
    harness.contract(URN, CONTRACT + "    volume: {anomalyDetection: {enabled: true}}\n");

    // when
    hours(15 * 24);

    // then
    assertThat(count(NOON + 24).usual()).isNull();
    Usual usual = Objects.requireNonNull(count(NOON + 14 * 24).usual());
    assertThat(usual.expected()).isEqualTo(60);
    assertThat(usual.low()).isLessThan(60);
    assertThat(usual.high()).isGreaterThan(60);
  }

  @Test
  void tracksAreKeptForTwoDaysAndHoursForFiveWeeks() {
    // given
    hours(2);

    // when
    hours(47);
    boolean afterTwoDays = track(NOON).whole().happened();
    hours(2);
    boolean thereafter = track(NOON).whole().happened();
    hours(33 * 24);
    RollupHour afterFiveWeeks = rollup(NOON);
    hours(3 * 24);

    // then
    assertThat(afterTwoDays).isTrue();
    assertThat(thereafter).isFalse();
    assertThat(afterFiveWeeks.count()).isNotNull();
    assertThat(rollup(NOON)).isEqualTo(RollupHour.NOTHING);
    assertThat(count(NOON + 34 * 24).counted().counts().events()).isEqualTo(60);
  }
}
