package io.signalfactory.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Slos;
import io.signalfactory.tally.CauseKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgesTest {

  private static final String NOW = "2026-01-14T13:00:30Z";
  private static final CauseKey MISSING =
      new CauseKey("orders-svc", "v3.18", "G4", "MISSING_REQUIRED_FIELD", "customer_id", null);

  private static final Slos ALL =
      new Slos(
          new Slos.Freshness(Duration.ofMinutes(15), null),
          List.of(
              new Slos.ConsumerFreshness("exec-dashboard", Duration.ofMinutes(5), null),
              new Slos.ConsumerFreshness("monthly-reports", Duration.ofDays(365), null)),
          new Slos.Volume(1_000L, null, 60, null),
          new Slos.Compliance(0.95, 120),
          new Slos.Quality(0.99, 60));

  @Test
  void judgesEverySignalAndConsumer() {
    assertThat(failing(Scenario.with(ALL)).judgedAt(NOW))
        .extracting(one -> one.key().text() + "=" + one.state())
        .containsExactlyInAnyOrder(
            Scenario.URN + "|freshness=CRITICAL",
            Scenario.URN + "|freshness|exec-dashboard=CRITICAL",
            Scenario.URN + "|freshness|monthly-reports=OK",
            Scenario.URN + "|volume=CRITICAL",
            Scenario.URN + "|compliance=CRITICAL",
            Scenario.URN + "|quality=UNKNOWN");
  }

  @Test
  void judgesNothingButTheClosedHourWhileTheObserverIsBehind() {
    List<Judgement> judgements =
        failing(Scenario.with(ALL)).behind("raw.orders.events-3 is being restored").judgedAt(NOW);

    assertThat(judgements)
        .hasSize(6)
        .allSatisfy(
            judgement -> {
              assertThat(judgement.state()).isEqualTo(State.UNKNOWN);
              assertThat(judgement.reason())
                  .isEqualTo("observer is behind: raw.orders.events-3 is being restored");
            });
    assertThat(judgements)
        .filteredOn(judgement -> judgement.key().signal() == Signal.VOLUME)
        .allSatisfy(
            judgement -> {
              assertThat(judgement.observed().value()).isEqualTo(100.0);
              assertThat(judgement.details().toString()).contains("state=CRITICAL");
            });
  }

  @Test
  void neverJudgesTierThreeWorseThanWarning() {
    List<Judgement> judgements = failing(Scenario.withTier(3, ALL)).judgedAt(NOW);

    assertThat(judgements)
        .extracting(Judgement::state)
        .contains(State.WARNING)
        .doesNotContain(State.CRITICAL);
  }

  @Test
  void judgesNoDatasetWithoutContractAndEvents() {
    assertThat(Scenario.withoutContract().judgedAt(NOW)).isEmpty();
  }

  @Test
  void observesADatasetWithoutContract() {
    assertThat(failing(Scenario.withoutContract()).judgedAt(NOW))
        .hasSize(4)
        .allSatisfy(
            judgement -> {
              assertThat(judgement.state()).isEqualTo(State.OK);
              assertThat(judgement.threshold()).isNull();
              assertThat(judgement.reason()).contains("no contract");
            });
  }

  @Test
  void affectsTheConsumersWhoseFreshnessLimitsAreMissed() {
    Scenario scenario = failing(Scenario.with(ALL));

    List<String> affected =
        Judges.affectedConsumers(
            scenario.judgedAt(Signal.FRESHNESS, NOW),
            scenario.judgedAt(NOW),
            scenario.view().contract());

    assertThat(affected).containsExactly("exec-dashboard");
  }

  @Test
  void affectsEveryConsumerOfTheContractForOtherSignals() {
    Scenario scenario = failing(Scenario.with(ALL));

    List<String> affected =
        Judges.affectedConsumers(
            scenario.judgedAt(Signal.COMPLIANCE, NOW),
            scenario.judgedAt(NOW),
            scenario.view().contract());

    assertThat(affected).containsExactly("exec-dashboard", "monthly-reports");
  }

  @Test
  void needsTheLongestWindowAndTheLastClosedHour() {
    assertThat(new Terms(null).minutesNeeded()).isEqualTo(131);
    assertThat(new Terms(Scenario.contract(1, Scenario.volume(1L, null, 1_440))).minutesNeeded())
        .isEqualTo(1_441);
    assertThat(new Terms(Scenario.contract(1, Scenario.compliance(0.9, 180))).minutesNeeded())
        .isEqualTo(180);
  }

  private static Scenario failing(Scenario scenario) {
    return scenario
        .latestEvent("2026-01-14T12:00:00Z")
        .minute("2026-01-14T12:05:00Z", 100, 100, MISSING);
  }
}
