package io.signalfactory.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.baseline.HourCounts;
import io.signalfactory.contract.Slos;
import io.signalfactory.contract.Slos.AnomalyDetection;
import io.signalfactory.contract.Slos.Seasonality;
import io.signalfactory.contract.Slos.Sensitivity;
import io.signalfactory.tally.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Hours are closed up to 13:00 on a Wednesday, and 400 events per hour are usual. */
class VolumeAnomalyTest {

  private static final String HOUR = "2026-01-14T13:00:00Z";

  private static Slos slos(@Nullable Long min, Seasonality seasonality) {
    return new Slos(
        null,
        List.of(),
        new Slos.Volume(min, null, 60, new AnomalyDetection(true, Sensitivity.MEDIUM, seasonality)),
        null,
        null);
  }

  private static Scenario usual(int days, Slos slos) {
    return Scenario.with(slos)
        .history(
            history -> {
              for (int age = 1; age <= days * 24; age++) {
                long quarter = 97 + (long) age * 31 % 7;
                history.put(
                    history.hour() - age, new HourCounts(quarter, quarter, quarter, quarter));
              }
            })
        .minutes("2026-01-14T11:00:00Z", 120, 7, 0, null);
  }

  private static Scenario usual(Seasonality seasonality) {
    return usual(28, slos(null, seasonality));
  }

  private static Map<?, ?> baseline(Judgement judgement) {
    return (Map<?, ?>) judgement.details().get("baseline");
  }

  @Test
  void isOkWithTheBandOfAnHourIfEverythingIsAsUsual() {
    Scenario scenario = usual(Seasonality.DAILY).minutes(HOUR, 30, 7, 0, null);

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, "2026-01-14T13:31:30Z");

    assertThat(judgement.state()).isEqualTo(State.OK);
    assertThat(judgement.threshold().minimum()).isBetween(300.0, 380.0);
    assertThat(judgement.threshold().maximum()).isBetween(420.0, 520.0);
    assertThat(baseline(judgement).get("expected")).isEqualTo(400L);
    assertThat(baseline(judgement).get("samples")).isEqualTo(28L);
  }

  @Test
  void tooFewByTheEndOfAQuarterAreAnAnomaly() {
    Scenario scenario = usual(Seasonality.WEEKLY).minutes(HOUR, 30, 1, 0, null);

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, "2026-01-14T13:31:30Z");

    assertThat(judgement.state()).isEqualTo(State.CRITICAL);
    assertThat(judgement.observed()).isEqualTo(new Measure(30.0, Measure.Unit.EVENTS));
    assertThat(judgement.reason())
        .isEqualTo(
            "30 events this hour by 13:30 UTC, at least "
                + judgement.threshold().minimum().longValue()
                + " usual on Wednesdays");
    assertThat(judgement.window())
        .isEqualTo(new Window(Instant.parse(HOUR), Instant.parse("2026-01-14T13:30:00Z")));
    assertThat(judgement.conditionSince()).isEqualTo(Instant.parse(HOUR));
    assertThat(VolumeDetails.trailingEvents(judgement.details())).isEqualTo(226.0);
  }

  @Test
  void theResultOfAQuarterStaysUntilTheNextOneEnds() {
    Scenario scenario =
        usual(Seasonality.WEEKLY)
            .minutes(HOUR, 15, 1, 0, null)
            .minutes("2026-01-14T13:15:00Z", 14, 10, 0, null);

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, "2026-01-14T13:29:00Z");

    assertThat(judgement.state()).isEqualTo(State.CRITICAL);
    assertThat(judgement.observed()).isEqualTo(new Measure(15.0, Measure.Unit.EVENTS));
    assertThat(judgement.reason()).startsWith("15 events this hour by 13:15 UTC, at least ");
  }

  @Test
  void doesNotReportTooFewBeforeAQuarterAndItsGraceHaveEnded() {
    Scenario scenario = usual(Seasonality.DAILY);

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, "2026-01-14T13:15:59Z");

    assertThat(judgement.state()).isEqualTo(State.OK);
    assertThat(scenario.judgedAt(Signal.VOLUME, "2026-01-14T13:16:00Z").state())
        .isEqualTo(State.CRITICAL);
  }

  @Test
  void tooManyAreReportedBeforeTheQuarterEnds() {
    Scenario scenario =
        usual(Seasonality.DAILY)
            .minutes(HOUR, 16, 7, 0, null)
            .minute("2026-01-14T13:17:00Z", 500, 0, null);

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, "2026-01-14T13:18:00Z");

    assertThat(judgement.state()).isEqualTo(State.CRITICAL);
    assertThat(judgement.reason()).startsWith("612 events so far this hour, at most ");
    assertThat(judgement.reason()).endsWith(" usual by 13:30 UTC on other days");
  }

  @Test
  void theHourBeforeIsJudgedAsAWholeUntilTheFirstQuarterEnds() {
    Scenario scenario =
        usual(Seasonality.DAILY)
            .minutes("2026-01-14T12:00:00Z", 60, 1, 0, null)
            .minutes(HOUR, 5, 7, 0, null);

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, "2026-01-14T13:05:00Z");

    assertThat(judgement.state()).isEqualTo(State.CRITICAL);
    assertThat(judgement.reason())
        .matches(
            "60 events in the hour from 12:00 UTC, 3\\d\\d to [45]\\d\\d usual at that time of day");
  }

  @Test
  void judgesByTheLimitsAloneWhileItLearns() {
    Scenario scenario = usual(4, slos(10L, Seasonality.DAILY)).minutes(HOUR, 30, 1, 0, null);

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, "2026-01-14T13:31:30Z");

    assertThat(judgement.state()).isEqualTo(State.OK);
    assertThat(judgement.reason())
        .endsWith("; learning: 4 of 7 samples, judged by the static limits alone");
    assertThat(judgement.threshold()).isEqualTo(Threshold.between(10.0, null));
    assertThat(baseline(judgement).get("learning")).isEqualTo(true);
  }

  @Test
  void reportsTheLimitsIfTheyAreMissedAsBadly() {
    Scenario scenario = usual(28, slos(5_000L, Seasonality.DAILY)).minutes(HOUR, 30, 1, 0, null);

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, "2026-01-14T13:31:30Z");

    assertThat(judgement.state()).isEqualTo(State.CRITICAL);
    assertThat(judgement.reason()).contains("in the last 60 minutes, at least 5,000 expected");
  }

  @Test
  void isUnknownWhileTheObserverIsBehind() {
    Scenario scenario = usual(Seasonality.DAILY).behind("raw.orders.events-3 is being restored");

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, "2026-01-14T13:31:30Z");

    assertThat(judgement.state()).isEqualTo(State.UNKNOWN);
    assertThat(judgement.threshold()).isNotNull();
  }

  @Test
  void hasAThresholdWhileItLearnsSoThatAnOpenBreachStaysOpen() {
    Scenario scenario = usual(3, slos(null, Seasonality.DAILY));

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, "2026-01-14T13:31:30Z");

    assertThat(judgement.state()).isEqualTo(State.OK);
    assertThat(judgement.threshold()).isEqualTo(Threshold.between(0.0, null));
  }

  @Test
  void doesNothingIfItIsOff() {
    Slos off =
        new Slos(
            null,
            List.of(),
            new Slos.Volume(
                null, null, 60, new AnomalyDetection(false, Sensitivity.MEDIUM, Seasonality.DAILY)),
            null,
            null);
    Scenario scenario = usual(28, off).minutes(HOUR, 30, 1, 0, null);

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, "2026-01-14T13:31:30Z");

    assertThat(judgement.state()).isEqualTo(State.OK);
    assertThat(judgement.details()).doesNotContainKey("baseline");
    assertThat(judgement.reason()).endsWith("no limit in the contract");
  }

  private static Slos inKolkata(LocalDate... exceptions) {
    return new Slos(
        null,
        List.of(),
        new Slos.Volume(
            null,
            null,
            60,
            new AnomalyDetection(
                true,
                Sensitivity.MEDIUM,
                Seasonality.WEEKLY,
                ZoneId.of("Asia/Kolkata"),
                List.of(exceptions))),
        null,
        null);
  }

  @Test
  void saysTheTimeByTheClockOfTheContractsZone() {
    Scenario scenario = usual(28, inKolkata()).minutes(HOUR, 30, 1, 0, null);

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, "2026-01-14T13:31:30Z");

    assertThat(judgement.reason())
        .isEqualTo(
            "30 events this hour by 19:00 Asia/Kolkata, at least "
                + judgement.threshold().minimum().longValue()
                + " usual on Wednesdays");
    assertThat(baseline(judgement).get("time_zone")).isEqualTo("Asia/Kolkata");
  }

  @Test
  void anExceptionIsJudgedByTheLimitsAlone() {
    Scenario scenario =
        usual(28, inKolkata(LocalDate.of(2026, 1, 14))).minutes(HOUR, 30, 1, 0, null);

    Judgement judgement = scenario.judgedAt(Signal.VOLUME, "2026-01-14T13:31:30Z");

    assertThat(judgement.state()).isEqualTo(State.OK);
    assertThat(judgement.reason())
        .endsWith("2026-01-14 is an exception in Asia/Kolkata, judged by the static limits alone");
    assertThat(baseline(judgement).get("exception")).isEqualTo(true);
  }
}
