package io.signalfactory.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalfactory.contract.Slos;
import io.signalfactory.tally.Cause;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.MinuteRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComplianceJudgeTest {

  private static final String NOW = "2026-01-14T13:00:30Z";
  private static final Slos SLOS = Scenario.compliance(0.95, 60);
  private static final CauseKey MISSING =
      new CauseKey("orders-svc", "v3.18", "G4", "MISSING_REQUIRED_FIELD", "customer_id", null);
  private static final CauseKey WRONG_TYPE =
      new CauseKey("orders-svc", "v3.19", "G4", "WRONG_TYPE", "total_amount", null);

  @Test
  void observesTheShareThatDidNotFail() {
    Scenario scenario = Scenario.with(SLOS).minute("2026-01-14T12:30:00Z", 1_000, 40, MISSING);

    Judgement judgement = scenario.judgedAt(Signal.COMPLIANCE, NOW);

    assertThat(judgement.state()).isEqualTo(State.OK);
    assertThat(judgement.observed()).isEqualTo(new Measure(0.96, Measure.Unit.RATIO));
    assertThat(judgement.threshold()).isEqualTo(Threshold.of(null, 0.95));
    assertThat(judgement.reason())
        .isEqualTo("96.0 % of events passed in the last hour, 95 % required");
    assertThat(judgement.details()).containsEntry("events", 1_000L).containsEntry("failed", 40L);
  }

  @ParameterizedTest
  @CsvSource({"5, OK", "6, CRITICAL"})
  void missesTheRequiredRateOnlyBelowIt(long failedOfHundred, State expected) {
    Scenario scenario =
        Scenario.with(SLOS).minute("2026-01-14T12:30:00Z", 100, failedOfHundred, MISSING);

    assertThat(scenario.judgedAt(Signal.COMPLIANCE, NOW).state()).isEqualTo(expected);
  }

  @Test
  void judgesOnlyOnceThereAreTwentyEvents() {
    Scenario few = Scenario.with(SLOS).minute("2026-01-14T12:30:00Z", 19, 19, MISSING);
    Scenario enough = Scenario.with(SLOS).minute("2026-01-14T12:30:00Z", 20, 20, MISSING);

    Judgement judgement = few.judgedAt(Signal.COMPLIANCE, NOW);

    assertThat(judgement.state()).isEqualTo(State.UNKNOWN);
    assertThat(judgement.reason()).isEqualTo("19 of 20 events needed to judge");
    assertThat(judgement.observed().value()).isEqualTo(0.0);
    assertThat(enough.judgedAt(Signal.COMPLIANCE, NOW).state()).isEqualTo(State.CRITICAL);
  }

  @Test
  void detectsABurnThatTheHourDoesNotShowYet() {
    Scenario scenario =
        Scenario.with(SLOS)
            .minutes("2026-01-14T12:01:00Z", 55, 100, 0, null)
            .minutes("2026-01-14T12:56:00Z", 5, 100, 12, MISSING);

    Judgement judgement = scenario.judgedAt(Signal.COMPLIANCE, "2026-01-14T13:00:00Z");

    assertThat(judgement.observed().value()).isGreaterThan(0.95);
    assertThat(judgement.state()).isEqualTo(State.CRITICAL);
    assertThat(judgement.reason())
        .isEqualTo(
            "88.0 % of events passed in the last 5 minutes, 95 % required over the last hour");
    assertThat((double) judgement.details().get("five_minute_rate")).isCloseTo(0.88, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"9, OK", "10, CRITICAL"})
  void burnsAtTwiceTheBudget(long failedOfHundred, State expected) {
    Scenario scenario =
        Scenario.with(SLOS)
            .minutes("2026-01-14T12:01:00Z", 55, 100, 0, null)
            .minutes("2026-01-14T12:56:00Z", 5, 100, failedOfHundred, MISSING);

    Judgement judgement = scenario.judgedAt(Signal.COMPLIANCE, "2026-01-14T13:00:00Z");

    assertThat(judgement.state()).isEqualTo(expected);
  }

  @Test
  void ignoresABurnThatIsOver() {
    Scenario scenario =
        Scenario.with(SLOS)
            .minutes("2026-01-14T12:01:00Z", 55, 100, 0, null)
            .minutes("2026-01-14T12:56:00Z", 3, 100, 30, MISSING)
            .minutes("2026-01-14T12:59:00Z", 2, 100, 4, MISSING);

    Judgement judgement = scenario.judgedAt(Signal.COMPLIANCE, NOW);

    assertThat((double) judgement.details().get("five_minute_rate")).isLessThan(0.90);
    assertThat(judgement.details()).containsKey("two_minute_rate");
    assertThat(judgement.state()).isEqualTo(State.OK);
  }

  @Test
  void ignoresABurnOfFewEvents() {
    Scenario scenario =
        Scenario.with(SLOS)
            .minutes("2026-01-14T12:01:00Z", 50, 100, 0, null)
            .minute("2026-01-14T12:59:00Z", 19, 19, MISSING);

    assertThat(scenario.judgedAt(Signal.COMPLIANCE, NOW).state()).isEqualTo(State.OK);
  }

  /** One event per second, which passes until the deploy and fails from then on. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 30, 45, 59})
  void detectsADeployThatBreaksEveryRecordWithinAMinute(int secondOfDeploy) {
    for (double minRate : new double[] {0.5, 0.75, 0.95, 0.999}) {
      Instant start = Instant.parse("2026-01-14T12:00:00Z");
      Instant deploy = Instant.parse("2026-01-14T12:59:00Z").plusSeconds(secondOfDeploy);
      Slos slos = Scenario.compliance(minRate, 60);
      boolean collapseReachable = minRate >= 0.75;

      Instant called = deploy;
      while (stateOfAStream(slos, start, deploy, called) != State.CRITICAL) {
        called = called.plusSeconds(1);
      }

      assertThat(Duration.between(deploy, called))
          .as("required rate %s", minRate)
          .isLessThanOrEqualTo(Duration.ofSeconds(collapseReachable ? 60 : 120));
    }
  }

  private static State stateOfAStream(Slos slos, Instant start, Instant deploy, Instant now) {
    Scenario scenario = Scenario.with(slos);
    long nowSecond = now.getEpochSecond();
    for (long minute = MinuteRange.minuteOf(start); minute * 60 < nowSecond; minute++) {
      long end = Math.min(nowSecond, minute * 60 + 60);
      long failed = Math.max(0, end - Math.max(minute * 60, deploy.getEpochSecond()));
      scenario.minute(
          Instant.ofEpochSecond(minute * 60).toString(),
          end - minute * 60,
          failed,
          failed == 0 ? null : MISSING);
    }
    return scenario.judgedAt(Signal.COMPLIANCE, now.toString()).state();
  }

  @Test
  void toleratesNoFailureIfAllEventsHaveToPass() {
    Slos all = Scenario.compliance(1, 60);
    Scenario clean = Scenario.with(all).minute("2026-01-14T13:00:00Z", 1_000, 0, null);
    Scenario single = Scenario.with(all).minute("2026-01-14T13:00:00Z", 1_000, 1, MISSING);

    assertThat(clean.judgedAt(Signal.COMPLIANCE, NOW).state()).isEqualTo(State.OK);
    assertThat(single.judgedAt(Signal.COMPLIANCE, NOW).state()).isEqualTo(State.CRITICAL);
    assertThat(single.judgedAt(Signal.COMPLIANCE, NOW).reason())
        .isEqualTo("99.9 % of events passed in the last hour, 100 % required");
  }

  @Test
  void namesTheTwoCalendarMinutesOfACollapse() {
    // given
    Scenario scenario =
        Scenario.with(SLOS)
            .minutes("2026-01-14T12:01:00Z", 58, 1_000, 0, null)
            .minute("2026-01-14T12:59:00Z", 30, 30, MISSING);

    // when
    Judgement judgement = scenario.judgedAt(Signal.COMPLIANCE, NOW);

    // then
    assertThat(judgement.reason())
        .isEqualTo(
            "0.0 % of events passed in this minute and the one before, 95 % required over the last"
                + " hour");
  }

  @Test
  void neverRoundsAMissedRateUpToItsLimit() {
    Scenario scenario =
        Scenario.with(Scenario.compliance(0.9995, 60))
            .minute("2026-01-14T12:30:00Z", 100_000, 51, MISSING);

    assertThat(scenario.judgedAt(Signal.COMPLIANCE, NOW).reason())
        .isEqualTo("99.94 % of events passed in the last hour, 99.95 % required");
  }

  @Test
  void startsWithTheFirstEventOfItsLeadingCause() {
    Scenario scenario =
        Scenario.with(SLOS)
            .minutes("2026-01-14T12:01:00Z", 55, 100, 0, null)
            .minutes("2026-01-14T12:57:00Z", 4, 100, 90, MISSING);

    Judgement judgement = scenario.judgedAt(Signal.COMPLIANCE, NOW);

    assertThat(judgement.conditionSince()).isEqualTo(Instant.parse("2026-01-14T12:57:07Z"));
  }

  @Test
  void blamesWhatFailsNowAndNotALargerIncidentThatIsOver() {
    Scenario scenario =
        Scenario.with(SLOS)
            .minutes("2026-01-14T12:05:00Z", 10, 100, 100, MISSING)
            .minutes("2026-01-14T12:15:00Z", 43, 100, 0, null)
            .minutes("2026-01-14T12:58:00Z", 3, 100, 80, WRONG_TYPE);

    List<Cause> causes = causes(scenario, NOW);

    assertThat(causes).extracting(Cause::key).containsExactly(WRONG_TYPE);
    assertThat(causes.get(0).firstSeen()).isEqualTo(Instant.parse("2026-01-14T12:58:07Z"));
  }

  @Test
  void blamesTheIncidentOfTheHourWhileNothingFailsNow() {
    Scenario scenario =
        Scenario.with(SLOS)
            .minutes("2026-01-14T12:05:00Z", 10, 100, 100, MISSING)
            .minutes("2026-01-14T12:15:00Z", 46, 100, 0, null);

    List<Cause> causes = causes(scenario, NOW);

    assertThat(causes).extracting(Cause::key).containsExactly(MISSING);
    assertThat(causes.get(0).count()).isEqualTo(1_000);
    assertThat(causes.get(0).share()).isEqualTo(1.0);
    assertThat(causes.get(0).firstSeen()).isEqualTo(Instant.parse("2026-01-14T12:05:07Z"));
  }

  @Test
  void datesAReturningCauseFromItsReturn() {
    Scenario scenario =
        Scenario.with(SLOS)
            .minutes("2026-01-14T12:05:00Z", 2, 100, 100, MISSING)
            .minutes("2026-01-14T12:07:00Z", 50, 100, 0, null)
            .minutes("2026-01-14T12:57:00Z", 4, 100, 100, MISSING);

    List<Cause> causes = causes(scenario, NOW);

    assertThat(causes.get(0).firstSeen()).isEqualTo(Instant.parse("2026-01-14T12:57:07Z"));
  }

  @Test
  void datesALongIncidentFromItsBeginning() {
    Scenario scenario =
        Scenario.with(SLOS)
            .minutes("2026-01-14T12:01:00Z", 30, 100, 0, null)
            .minutes("2026-01-14T12:31:00Z", 30, 100, 100, MISSING);

    List<Cause> causes = causes(scenario, NOW);

    assertThat(causes.get(0).firstSeen()).isEqualTo(Instant.parse("2026-01-14T12:31:07Z"));
  }

  @Test
  void observesWithoutJudgingIfThereIsNoLimit() {
    Scenario scenario = Scenario.with(Slos.NONE).minute("2026-01-14T12:30:00Z", 100, 100, MISSING);

    Judgement judgement = scenario.judgedAt(Signal.COMPLIANCE, NOW);

    assertThat(judgement.state()).isEqualTo(State.OK);
    assertThat(judgement.observed().value()).isEqualTo(0.0);
    assertThat(judgement.threshold()).isNull();
  }

  @Test
  void observesNothingWithoutEvents() {
    Judgement judgement = Scenario.with(SLOS).judgedAt(Signal.COMPLIANCE, NOW);

    assertThat(judgement.observed().value()).isNull();
    assertThat(judgement.state()).isEqualTo(State.UNKNOWN);
  }

  private static List<Cause> causes(Scenario scenario, String now) {
    return Judges.explain(
            scenario.view(), scenario.judgedAt(Signal.COMPLIANCE, now), Instant.parse(now))
        .causes();
  }
}
