package io.signalfactory.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Slos;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityJudgeTest {

  private static final String NOW = "2026-01-14T13:00:30Z";
  private static final Slos SLOS = Scenario.quality(0.99, 30);
  private static final CauseKey RULE =
      new CauseKey("orders-svc", "v3.18", "G5", "RULE_FAILED", null, "total_amount_positive");

  @ParameterizedTest
  @CsvSource({"990, OK", "989, CRITICAL"})
  void missesTheRequiredRateOnlyBelowIt(long passes, State expected) {
    Scenario scenario =
        Scenario.with(SLOS).rules("2026-01-14T12:50:00Z", 1_000, passes, RULE, true);

    assertThat(scenario.judgedAt(Signal.QUALITY, NOW).state()).isEqualTo(expected);
  }

  @Test
  void countsRulesThatOnlyWarn() {
    Scenario scenario = Scenario.with(SLOS).rules("2026-01-14T12:50:00Z", 1_000, 900, RULE, false);

    Judgement judgement = scenario.judgedAt(Signal.QUALITY, NOW);

    assertThat(judgement.state()).isEqualTo(State.CRITICAL);
    assertThat(judgement.reason())
        .isEqualTo("90.0 % of rule evaluations passed in the last 30 minutes, 99 % required");
    assertThat(judgement.conditionSince()).isEqualTo(Instant.parse("2026-01-14T12:50:07Z"));
    assertThat(causes(scenario)).extracting(Cause::key).containsExactly(RULE);
  }

  @Test
  void forgetsWhatLiesBeforeItsWindow() {
    Scenario scenario =
        Scenario.with(SLOS)
            .rules("2026-01-14T12:30:00Z", 1_000, 0, RULE, true)
            .rules("2026-01-14T12:31:00Z", 1_000, 1_000, RULE, true);

    Judgement judgement = scenario.judgedAt(Signal.QUALITY, NOW);

    assertThat(judgement.observed().value()).isEqualTo(1.0);
    assertThat(judgement.state()).isEqualTo(State.OK);
  }

  @Test
  void judgesOnlyOnceThereAreTwentyEvaluations() {
    Scenario scenario = Scenario.with(SLOS).rules("2026-01-14T12:50:00Z", 19, 0, RULE, true);

    Judgement judgement = scenario.judgedAt(Signal.QUALITY, NOW);

    assertThat(judgement.state()).isEqualTo(State.UNKNOWN);
    assertThat(judgement.reason()).isEqualTo("19 of 20 rule evaluations needed to judge");
  }

  private static List<Cause> causes(Scenario scenario) {
    return SignalEvaluator.causes(
        scenario.view(), new SignalKey(Scenario.URN, Signal.QUALITY, null), Instant.parse(NOW));
  }
}
