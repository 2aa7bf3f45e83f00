package io.signalfactory.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.QualityRule;
import io.signalfactory.contract.Slos;
import io.signalfactory.tally.Cause;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.CountedRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
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
  void ignoresMinutesBeforeItsWindow() {
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

  @Test
  void reportsTheRateOfEachRuleAndDimension() {
    // given
    Scenario scenario =
        Scenario.with(
                SLOS,
                List.of(
                    rule("positive", QualityRule.Dimension.VALIDITY),
                    rule("recent", QualityRule.Dimension.TIMELINESS),
                    rule("known", QualityRule.Dimension.VALIDITY),
                    rule("odd", null)))
            .rules("2026-01-14T12:50:00Z", 100, 90, key("positive"), true)
            .rules("2026-01-14T12:51:00Z", 300, 300, key("known"), true)
            .rules("2026-01-14T12:52:00Z", 100, 95, key("positive"), false)
            .rules("2026-01-14T12:53:00Z", 50, 0, key("odd"), true)
            .rules("2026-01-14T12:54:00Z", 10, 10, key("of_the_version_before"), true);

    // when
    Map<String, Object> details = scenario.judgedAt(Signal.QUALITY, NOW).details();

    // then
    assertThat(details)
        .containsEntry("rule_evaluations", 560L)
        .containsEntry(
            "rules",
            Map.of(
                "positive", numbers(200, 15, 0.925),
                "known", numbers(300, 0, 1.0),
                "odd", numbers(50, 50, 0.0),
                "of_the_version_before", numbers(10, 0, 1.0)))
        .containsEntry("dimensions", Map.of("validity", numbers(500, 15, 0.97)))
        .doesNotContainKey("other_rules");
  }

  @Test
  void namesTheWorstRulesAndSumsUpTheOthers() {
    // given
    Scenario scenario = Scenario.with(SLOS);
    for (int i = 10; i < 35; i++) {
      scenario.rules("2026-01-14T12:" + i + ":00Z", 100, 50 + i, key("r" + i), true);
    }
    scenario.rules("2026-01-14T12:35:00Z", 7, 7, key(CountedRule.OTHERS), true);

    // when
    Map<String, Object> details =
        scenario.judgedAt(Signal.QUALITY, "2026-01-14T12:38:00Z").details();

    // then
    assertThat(details.get("rules"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .hasSize(20)
        .containsKeys("r10", "r29")
        .doesNotContainKeys("r30", "r34");
    assertThat(details).containsEntry("other_rules", numbers(507, 90, 417 / 507.0));
  }

  private static QualityRule rule(String name, QualityRule.@Nullable Dimension dimension) {
    return new QualityRule.Condition(
        name, dimension, QualityRule.Severity.FAIL, "total_amount > 0", false);
  }

  private static CauseKey key(String rule) {
    return new CauseKey("orders-svc", "v3.18", "G5", "RULE_FAILED", null, rule);
  }

  private static Map<String, Object> numbers(long evaluated, long failed, double rate) {
    return Map.of("evaluated", evaluated, "failed", failed, "rate", rate);
  }

  private static List<Cause> causes(Scenario scenario) {
    return Judges.explain(
            scenario.view(), scenario.judgedAt(Signal.QUALITY, NOW), Instant.parse(NOW))
        .causes();
  }
}
