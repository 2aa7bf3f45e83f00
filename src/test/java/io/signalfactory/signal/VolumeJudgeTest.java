package io.signalfactory.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Slos;
import io.signalfactory.tally.Window;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VolumeJudgeTest {

  private static final String NOW = "2026-01-14T13:20:30Z";

  @Test
  void countsTheTrailingWindowWithTheCurrentMinute() {
    Scenario scenario =
        Scenario.with(Scenario.volume(1_000L, null, 60))
            .minute("2026-01-14T12:20:00Z", 7, 0, null)
            .minute("2026-01-14T12:21:00Z", 400, 0, null)
            .minute("2026-01-14T13:20:00Z", 12, 0, null)
            .minute("2026-01-14T13:21:00Z", 90, 0, null);

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, NOW);

    assertThat(judgement.observed()).isEqualTo(new Measure(412.0, Measure.Unit.EVENTS));
    assertThat(judgement.window())
        .isEqualTo(
            new Window(
                Instant.parse("2026-01-14T12:21:00Z"), Instant.parse("2026-01-14T13:21:00Z")));
    assertThat(judgement.state()).isEqualTo(State.CRITICAL);
    assertThat(judgement.reason())
        .isEqualTo("412 events in the last 60 minutes, at least 1,000 expected");
    assertThat(judgement.conditionSince()).isEqualTo(Instant.parse("2026-01-14T13:20:00Z"));
  }

  @Test
  void doesNotCountTheCurrentMinuteAsMissing() {
    Scenario steady =
        Scenario.with(Scenario.volume(600L, null, 60))
            .minutes("2026-01-14T12:00:00Z", 80, 10, 0, null)
            .minute("2026-01-14T13:20:00Z", 4, 0, null);

    Judgement judgement = steady.judgedAt(Signal.VOLUME, NOW);

    assertThat(judgement.observed().value()).isEqualTo(594.0);
    assertThat(judgement.state()).isEqualTo(State.OK);
  }

  @Test
  void appliesHourlyLimitsProRata() {
    Slos slos = Scenario.volume(1_200L, 2_400L, 15);

    assertThat(
            Scenario.with(slos)
                .minutes("2026-01-14T13:00:00Z", 21, 20, 0, null)
                .judgedAt(Signal.VOLUME, NOW)
                .threshold())
        .isEqualTo(Threshold.between(300.0, 600.0));
  }

  @Test
  void reportsTooManyAtOnce() {
    Scenario scenario =
        Scenario.with(Scenario.volume(100L, 1_000L, 60))
            .knownSince("2026-01-14T13:20:00Z")
            .minute("2026-01-14T13:20:00Z", 1_001, 0, null);

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, NOW);

    assertThat(judgement.state()).isEqualTo(State.CRITICAL);
    assertThat(judgement.reason())
        .isEqualTo("1,001 events in the last 60 minutes, at most 1,000 expected");
  }

  @Test
  void waitsForAWholeWindowBeforeItReportsTooFew() {
    Scenario scenario =
        Scenario.with(Scenario.volume(600L, null, 15)).knownSince("2026-01-14T13:00:30Z");

    Judgement early = scenario.judgedAt(Signal.VOLUME, "2026-01-14T13:15:59Z");
    Judgement inTime = scenario.judgedAt(Signal.VOLUME, "2026-01-14T13:16:00Z");

    assertThat(early.state()).isEqualTo(State.UNKNOWN);
    assertThat(early.reason()).endsWith("first full window ends at 13:16:00 UTC");
    assertThat(inTime.state()).isEqualTo(State.CRITICAL);
  }

  @Test
  void judgesAMaximumAloneFromTheStart() {
    Scenario scenario =
        Scenario.with(Scenario.volume(null, 1_000L, 60))
            .knownSince("2026-01-14T13:20:00Z")
            .minute("2026-01-14T13:20:00Z", 1_000, 0, null);

    assertThat(scenario.judgedAt(Signal.VOLUME, NOW).state()).isEqualTo(State.OK);
  }

  @Test
  void judgesADatasetWithoutEvents() {
    Scenario scenario =
        Scenario.with(Scenario.volume(1L, null, 60)).knownSince("2026-01-14T12:00:00Z");

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, NOW);

    assertThat(judgement.state()).isEqualTo(State.CRITICAL);
    assertThat(judgement.reason())
        .isEqualTo("0 events in the last 60 minutes, at least 1 expected");
  }

  @Test
  void reportsTheLastClosedHour() {
    Scenario scenario =
        Scenario.with(Scenario.volume(100L, null, 60))
            .minute("2026-01-14T11:59:00Z", 1_000, 0, null)
            .minute("2026-01-14T12:00:00Z", 50, 0, null)
            .minute("2026-01-14T12:59:00Z", 49, 0, null)
            .minute("2026-01-14T13:00:00Z", 1_000, 0, null);

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, NOW);

    assertThat(judgement.state()).isEqualTo(State.OK);
    assertThat(judgement.details())
        .isEqualTo(
            Map.of(
                "last_hour",
                Map.of("start", "2026-01-14T12:00:00.000Z", "events", 99L, "state", "CRITICAL")));
  }

  @Test
  void doesNotReportAnHourThatHasEndedButIsNotClosed() {
    Scenario scenario =
        Scenario.with(Scenario.volume(100L, null, 60))
            .closedThrough("2026-01-14T12:00:00Z")
            .minute("2026-01-14T11:59:00Z", 100, 0, null)
            .minute("2026-01-14T12:00:00Z", 50, 0, null);

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, "2026-01-14T13:00:30Z");

    assertThat(judgement.details())
        .isEqualTo(
            Map.of(
                "last_hour",
                Map.of("start", "2026-01-14T11:00:00.000Z", "events", 100L, "state", "OK")));
  }

  @Test
  void doesNotReportAnHourThatWasObservedInPart() {
    Scenario scenario =
        Scenario.with(Scenario.volume(100L, null, 60)).knownSince("2026-01-14T12:00:01Z");

    assertThat(scenario.judgedAt(Signal.VOLUME, NOW).details()).isEmpty();
  }

  @Test
  void observesWithoutJudgingIfThereIsNoLimit() {
    Scenario scenario = Scenario.withoutContract().minute("2026-01-14T13:20:00Z", 1, 0, null);

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, NOW);

    assertThat(judgement.state()).isEqualTo(State.OK);
    assertThat(judgement.threshold()).isNull();
    assertThat(judgement.reason()).isEqualTo("1 event in the last 60 minutes, no contract");
  }
}
