package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import io.signalfactory.testkit.PublishedSchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What producers claim of the time is not always so: the real topology with wrong timestamps. */
class StampsTopologyTest {

  private static final String TOPIC = "raw.meter.readings";
  private static final String URN = "urn:dp:meter:readings";
  private static final String NEIGHBOUR = "urn:dp:meter:alarms";
  private static final PublishedSchema SCHEMA = PublishedSchema.named("evidence");
  private static final int EVERY_SECONDS = 10;

  @TempDir private Path stateDir;
  private TopologyHarness harness;

  @BeforeEach
  void start() {
    harness = new TopologyHarness(stateDir);
    harness.contract(URN, contract(URN, "reading"));
    harness.contract(NEIGHBOUR, contract(NEIGHBOUR, "alarm"));
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private static String contract(String urn, String kind) {
    return """
        apiVersion: odcs/v1
        kind: DataContract
        metadata: {name: %s, version: "1", owner: team, tier: 1}
        spec:
          dataset: {urn: "%s", topic: %s, match: {field: kind, equals: %s}}
          fields:
            required:
              - {name: id, type: string}
              - {name: event_time, type: timestamp}
          slos:
            freshness: {maxDelaySeconds: 30}
            volume: {minEventsPerHour: 300, maxEventsPerHour: 900, windowMinutes: 5}
            compliance: {minRate: 0.99, windowMinutes: 5}
        """
        .formatted(kind, urn, TOPIC, kind);
  }

  @ParameterizedTest
  @EnumSource(Claim.class)
  void goodEventsAreGoodWhateverTheirProducerStamps(Claim claim) {
    // given
    Random chance = new Random(17);
    // when
    List<JsonNode> evidence = play(() -> claim, () -> Claim.RIGHT, chance);
    // then
    assertAllIsWell(evidence);
    if (claim.isFarOff()) {
      assertThat(warned(evidence, URN)).isEqualTo(evidence.size() / 2);
    } else if (claim == Claim.RIGHT || claim == Claim.A_SECOND_BEHIND) {
      assertThat(warned(evidence, URN)).isZero();
    }
    assertThat(warned(evidence, NEIGHBOUR)).as("neighbours").isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void goodEventsAreGoodInAnyMixtureOfStamps(long seed) {
    // given
    Random chance = new Random(seed);
    Claim[] claims = Claim.values();
    // when
    List<JsonNode> evidence =
        play(
            () -> claims[chance.nextInt(claims.length)],
            () -> chance.nextInt(3) > 0 ? Claim.RIGHT : claims[chance.nextInt(claims.length)],
            chance);
    // then
    assertAllIsWell(evidence);
    assertThat(warned(evidence, URN)).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Claim.class)
  void eventsThatAllFailAreCountedAsFailingWhateverTheirProducerStamps(Claim claim) {
    // given
    harness.advance(Duration.ofMinutes(1));
    // when
    for (int i = 0; i < 20; i++) {
      harness.advance(Duration.ofSeconds(3));
      send("{\"kind\":\"reading\",\"event_time\":\"" + harness.now() + "\"}", claim);
    }
    harness.advance(Duration.ofSeconds(3));
    // then
    SignalState compliance = state(URN, "compliance");
    assertThat(compliance.state()).isEqualTo(State.CRITICAL);
    assertThat(compliance.observed().value()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Claim.class)
  void anEventAheadOfOurClockIsInTheFutureWhateverItsProducerStamps(Claim claim) {
    // given
    Instant ahead = harness.now().plusSeconds(330);
    // when
    send(event("reading", ahead), claim);
    harness.advance(Duration.ofSeconds(1));
    // then
    JsonNode evidence = harness.evidence().get(0);
    assertThat(evidence.path("outcome").asText()).isEqualTo("FAIL");
    assertThat(codes(evidence)).contains("EVENT_TIME_IN_FUTURE");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 45, 170, 299})
  void anEventAheadHidesNoProducerThatHasStopped(int aheadSeconds) {
    // given
    send(event("reading", harness.now()), Claim.RIGHT);
    harness.advance(Duration.ofSeconds(10));
    Instant ahead = harness.now().plusSeconds(aheadSeconds);
    // when the last event and its timestamp are ahead
    harness.raw(TOPIC, event("reading", ahead).getBytes(StandardCharsets.UTF_8), ahead);
    harness.advance(Duration.ofSeconds(34));
    // then
    assertThat(state(URN, "freshness").state()).isEqualTo(State.CRITICAL);
  }

  @Test
  void readsTheSameFromTheSameRecordsLater(@TempDir Path other) {
    // given
    Random chance = new Random(41);
    Claim[] claims = Claim.values();
    List<Sent> log = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      harness.advance(Duration.ofSeconds(EVERY_SECONDS));
      Claim claim = claims[chance.nextInt(claims.length)];
      if (claim != Claim.AN_HOUR_AHEAD) { // only who reads it within that hour can tell
        log.add(new Sent(event("reading", harness.now()), claim.stamp(harness.now())));
        send(log.get(log.size() - 1));
      }
    }
    List<String> first = judged(harness);
    // when
    try (TopologyHarness later = new TopologyHarness(other)) {
      later.contract(URN, contract(URN, "reading"));
      later.contract(NEIGHBOUR, contract(NEIGHBOUR, "alarm"));
      later.leap(Duration.ofDays(3));
      log.forEach(sent -> send(later, sent));
      // then
      assertThat(judged(later)).isEqualTo(first);
    }
  }

  private static List<String> judged(TopologyHarness read) {
    read.advance(Duration.ofSeconds(1));
    return read.evidence().stream()
        .map(e -> e.path("source").path("offset") + e.path("outcome").asText() + codes(e))
        .toList();
  }

  /** Some minutes of two producers who share a partition. */
  private List<JsonNode> play(Supplier<Claim> readings, Supplier<Claim> alarms, Random chance) {
    for (int i = 0; i < 8 * 60 / EVERY_SECONDS; i++) {
      harness.advance(Duration.ofSeconds(EVERY_SECONDS - 1));
      send(event("reading", happened(chance)), readings.get());
      harness.advance(Duration.ofSeconds(1));
      send(event("alarm", happened(chance)), alarms.get());
    }
    harness.advance(Duration.ofSeconds(3));
    return harness.evidence();
  }

  private Instant happened(Random chance) {
    return harness.now().minusMillis(chance.nextInt(400));
  }

  private void assertAllIsWell(List<JsonNode> evidence) {
    assertThat(evidence).hasSize(2 * (8 * 60 / EVERY_SECONDS));
    for (JsonNode one : evidence) {
      assertThat(one.path("outcome").asText()).as(one.toString()).isIn("PASS", "WARN");
      assertThat(SCHEMA.errors(one.toString().getBytes(StandardCharsets.UTF_8)))
          .as(one.toString())
          .isEmpty();
    }
    for (String urn : List.of(URN, NEIGHBOUR)) {
      SignalState freshness = state(urn, "freshness");
      assertThat(freshness.state()).as(freshness.reason()).isEqualTo(State.OK);
      assertThat(freshness.observed().value()).isLessThan(15);
      SignalState volume = state(urn, "volume");
      assertThat(volume.state()).as(volume.reason()).isEqualTo(State.OK);
      assertThat(volume.observed().value()).isBetween(24.0, 31.0);
      SignalState compliance = state(urn, "compliance");
      assertThat(compliance.state()).as(compliance.reason()).isEqualTo(State.OK);
      assertThat(compliance.observed().value()).isEqualTo(1.0);
    }
    assertThat(harness.breaches()).isEmpty();
  }

  private SignalState state(String urn, String signal) {
    SignalState state = harness.state(urn + "|" + signal);
    assertThat(state).as(urn + " " + signal).isNotNull();
    return state;
  }

  private static long warned(List<JsonNode> evidence, String urn) {
    return evidence.stream()
        .filter(e -> e.path("dataset_urn").asText().equals(urn))
        .filter(e -> codes(e).contains("RECORD_TIME_IMPLAUSIBLE"))
        .count();
  }

  private static List<String> codes(JsonNode evidence) {
    return evidence.path("gates").findValuesAsText("code");
  }

  private static String event(String kind, Instant happened) {
    return "{\"kind\":\"" + kind + "\",\"id\":\"1\",\"event_time\":\"" + happened + "\"}";
  }

  private void send(String value, Claim claim) {
    send(new Sent(value, claim.stamp(harness.now())));
  }

  private void send(Sent sent) {
    send(harness, sent);
  }

  private static void send(TopologyHarness to, Sent sent) {
    to.raw(
        TOPIC,
        sent.value.getBytes(StandardCharsets.UTF_8),
        sent.stamp,
        "producer-service",
        "meters");
  }

  private record Sent(String value, Instant stamp) {}

  /** What producers claim. */
  private enum Claim {
    RIGHT,
    A_SECOND_BEHIND,
    AN_HOUR_BEHIND,
    LAST_WEEK,
    YEARS_BEHIND,
    AN_HOUR_AHEAD,
    YEARS_AHEAD,
    START_OF_THE_HOUR,
    ZERO,
    SECONDS,
    MICROSECONDS,
    NANOSECONDS;

    private Instant stamp(Instant now) {
      long ms = now.toEpochMilli();
      return switch (this) {
        case RIGHT -> now;
        case A_SECOND_BEHIND -> now.minusSeconds(1);
        case AN_HOUR_BEHIND -> now.minus(Duration.ofHours(1));
        case LAST_WEEK -> now.minus(Duration.ofDays(7));
        case YEARS_BEHIND -> now.minus(Duration.ofDays(1_000));
        case AN_HOUR_AHEAD -> now.plus(Duration.ofHours(1));
        case YEARS_AHEAD -> now.plus(Duration.ofDays(1_000));
        case START_OF_THE_HOUR -> now.truncatedTo(ChronoUnit.HOURS);
        case ZERO -> Instant.EPOCH;
        case SECONDS -> Instant.ofEpochMilli(ms / 1_000);
        case MICROSECONDS -> Instant.ofEpochMilli(ms * 1_000);
        case NANOSECONDS -> Instant.ofEpochMilli(ms * 1_000_000);
      };
    }

    private boolean isFarOff() {
      return this != RIGHT && this != A_SECOND_BEHIND && this != START_OF_THE_HOUR;
    }
  }
}
