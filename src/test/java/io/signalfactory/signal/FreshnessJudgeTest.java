package io.signalfactory.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.signalfactory.contract.Slos;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessJudgeTest {

  private static final Slos LIMITS =
      Scenario.freshness(Duration.ofMinutes(15), Duration.ofMinutes(10));

  @ParameterizedTest
  @CsvSource({
    "12:00:00, OK",
    "12:10:00, OK",
    "12:10:01, WARNING",
    "12:15:00, WARNING",
    "12:15:01, CRITICAL",
    "18:00:00, CRITICAL"
  })
  void missesALimitOnlyAboveIt(String time, State expected) {
    Scenario scenario = Scenario.with(LIMITS).latestEvent("2026-01-14T12:00:00Z");

    Judgement judgement = scenario.judgedAt(Signal.FRESHNESS, "2026-01-14T" + time + "Z");

    assertThat(judgement.state()).isEqualTo(expected);
  }

  @Test
  void reportsHowLongAndSinceWhen() {
    Scenario scenario = Scenario.with(LIMITS).latestEvent("2026-01-14T12:31:07.250Z");

    Judgement judgement = scenario.judgedAt(Signal.FRESHNESS, "2026-01-14T12:47:07.250Z");

    assertThat(judgement.reason())
        .isEqualTo("no event for 16 min (since 12:31:07 UTC), 15 min allowed");
    assertThat(judgement.observed()).isEqualTo(new Measure(960.0, Measure.Unit.SECONDS));
    assertThat(judgement.threshold()).isEqualTo(Threshold.of(600.0, 900.0));
    assertThat(judgement.window()).isNull();
    assertThat(judgement.details()).containsEntry("latest_event_time", "2026-01-14T12:31:07.250Z");
  }

  @Test
  void saysThatATopicOfTheDatasetWasCreatedAgain() {
    Scenario scenario =
        Scenario.with(LIMITS)
            .latestEvent("2026-01-14T12:31:07Z")
            .sourceCreatedAgain("2026-01-14T12:30:00Z");

    Judgement judgement = scenario.judgedAt(Signal.FRESHNESS, "2026-01-14T12:32:00Z");

    assertThat(judgement.details())
        .containsEntry("source_recreated_at", "2026-01-14T12:30:00.000Z");
  }

  @Test
  void startsWhenTheLimitIsReached() {
    Scenario scenario = Scenario.with(LIMITS).latestEvent("2026-01-14T12:00:00Z");

    Judgement warning = scenario.judgedAt(Signal.FRESHNESS, "2026-01-14T12:12:00Z");
    Judgement critical = scenario.judgedAt(Signal.FRESHNESS, "2026-01-14T12:30:00Z");

    assertThat(warning.conditionSince()).isEqualTo(Instant.parse("2026-01-14T12:10:00Z"));
    assertThat(critical.conditionSince()).isEqualTo(Instant.parse("2026-01-14T12:15:00Z"));
  }

  @Test
  void judgesEveryConsumerByItsOwnLimit() {
    Slos slos =
        Scenario.freshness(
            Duration.ofMinutes(15),
            null,
            new Slos.ConsumerFreshness("exec-dashboard", Duration.ofMinutes(5), null),
            new Slos.ConsumerFreshness("monthly-reports", Duration.ofDays(1), null));
    Scenario scenario = Scenario.with(slos).latestEvent("2026-01-14T12:00:00Z");

    List<Judgement> judgements =
        scenario.judgedAt("2026-01-14T12:06:00Z").stream()
            .filter(one -> one.key().signal() == Signal.FRESHNESS)
            .toList();

    assertThat(judgements)
        .extracting(one -> one.key().consumer(), Judgement::state)
        .containsExactly(
            tuple(null, State.OK),
            tuple("exec-dashboard", State.CRITICAL),
            tuple("monthly-reports", State.OK));
    assertThat(judgements.get(1).reason())
        .isEqualTo("no event for 6 min (since 12:00:00 UTC), 5 min allowed for exec-dashboard");
  }

  @Test
  void countsFromWhenTheDatasetBecameKnownIfItHasNoEvents() {
    Scenario scenario = Scenario.with(LIMITS).knownSince("2026-01-14T12:00:00Z");

    Judgement judgement = scenario.judgedAt(Signal.FRESHNESS, "2026-01-14T12:20:00Z");

    assertThat(judgement.state()).isEqualTo(State.CRITICAL);
    assertThat(judgement.reason())
        .isEqualTo("no event has been seen since 12:00:00 UTC, 15 min allowed");
    assertThat(judgement.observed().value()).isEqualTo(1_200.0);
    assertThat(judgement.conditionSince()).isEqualTo(Instant.parse("2026-01-14T12:15:00Z"));
    assertThat(judgement.details()).containsOnlyKeys("late_events");
  }

  @Test
  void reportsThatNoEventHadAValidTime() {
    Scenario scenario =
        Scenario.with(LIMITS)
            .knownSince("2026-01-14T12:00:00Z")
            .firstArrival("2026-01-14T12:01:00Z");

    Judgement judgement = scenario.judgedAt(Signal.FRESHNESS, "2026-01-14T12:20:00Z");

    assertThat(judgement.reason())
        .startsWith("no event with a valid time has been seen since 12:00:00 UTC");
  }

  @Test
  void observesAnEventAheadOfTheClockAsFresh() {
    Scenario scenario = Scenario.with(LIMITS).latestEvent("2026-01-14T12:00:03Z");

    Judgement judgement = scenario.judgedAt(Signal.FRESHNESS, "2026-01-14T12:00:00Z");

    assertThat(judgement.state()).isEqualTo(State.OK);
    assertThat(judgement.observed().value()).isEqualTo(0.0);
  }

  @Test
  void observesWithoutJudgingIfThereIsNoLimit() {
    Scenario scenario = Scenario.with(Slos.NONE).latestEvent("2026-01-14T12:00:00Z");

    Judgement judgement = scenario.judgedAt(Signal.FRESHNESS, "2026-01-15T12:00:00Z");

    assertThat(judgement.state()).isEqualTo(State.OK);
    assertThat(judgement.threshold()).isNull();
    assertThat(judgement.observed().value()).isEqualTo(86_400.0);
    assertThat(judgement.reason()).isEqualTo("latest event 1 d ago, no limit in the contract");
  }

  @Test
  void reportsTheLagsOfTheLastHour() {
    // given
    Scenario scenario =
        Scenario.with(
                Scenario.freshness(
                    Duration.ofMinutes(15),
                    null,
                    new Slos.ConsumerFreshness("exec-dashboard", Duration.ofMinutes(20), null)))
            .latestEvent("2026-01-14T12:59:00Z")
            .arrivals("2026-01-14T12:00:30Z", 60, 5_000)
            .arrivals("2026-01-14T12:01:00Z", 60, 0, 1, 2, 3, 60)
            .arrivals("2026-01-14T12:59:00Z", 60, 1, 2, 600, 36_000);

    // when
    List<Judgement> judged = scenario.judgedAt("2026-01-14T13:00:30Z");

    // then
    assertThat(judged.get(0).details())
        .isEqualTo(
            Map.of(
                "latest_event_time",
                "2026-01-14T12:59:00.000Z",
                "late_events",
                2L,
                "lateness_seconds",
                Map.of("p50", 592L, "p95", 35_840L, "p99", 35_840L),
                "lag_seconds",
                Map.of("p50", 2L, "p95", 35_840L, "p99", 35_840L)));
    assertThat(judged.get(1).key().consumer()).isEqualTo("exec-dashboard");
    assertThat(judged.get(1).details()).containsOnlyKeys("latest_event_time");
  }

  @Test
  void reportsNoLatenessIfNoEventIsLate() {
    Scenario scenario =
        Scenario.withoutContract()
            .latestEvent("2026-01-14T12:59:00Z")
            .arrivals("2026-01-14T12:59:00Z", 60, 1);

    assertThat(scenario.judgedAt(Signal.FRESHNESS, "2026-01-14T13:00:30Z").details())
        .containsEntry("late_events", 0L)
        .containsEntry("lag_seconds", Map.of("p50", 1L, "p95", 1L, "p99", 1L))
        .doesNotContainKey("lateness_seconds");
  }
}
