package io.signalfactory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.faults.Probe.Answer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StateRulesTest {

  private static final long BEGAN = 1_700_000_000_000L;
  private static final Answer READY = new Answer(200, "");
  private static final Answer NOT_READY = new Answer(503, "");
  private static final Promise PROMISE = Promise.of("nothing", Duration.ofSeconds(1));

  private final Sight sight = new Sight(BEGAN);

  /** All feeds are judged until a second, and again from another one on. */
  private void blindBetween(int from, int to) {
    for (Feed feed : Feed.ALL) {
      for (int second = 0; second <= 60; second++) {
        if (second < from || second >= to) {
          sight.judged(feed.topic(), 0, BEGAN + second * 1_000L);
        }
      }
    }
  }

  private static Look look(int second, Answer ready, Shown... states) {
    return new Look(
        BEGAN + second * 1_000L,
        1,
        ready,
        Arrays.stream(states).collect(Collectors.toMap(Shown::key, shown -> shown)),
        Double.NaN);
  }

  private static Shown shown(Feed feed, String signal, String state, String reason) {
    return new Shown(feed.urn(), signal, state, reason);
  }

  private StateRules judged(Promise promise, Look... looks) {
    StateRules rules = new StateRules(sight, promise, BEGAN, BEGAN + 60_000);
    rules.judge(List.of(looks));
    return rules;
  }

  @Test
  void refusesAStateThatIsStillShownLongAfterSightWasLost() {
    // given
    blindBetween(10, 50);
    // when
    StateRules rules = judged(PROMISE, look(30, NOT_READY, shown(Feed.ORDERS, "volume", "OK", "")));
    // then
    assertThat(rules.wrongs()).singleElement().asString().contains("orders other than UNKNOWN");
    assertThat(rules.toldAfterMillis()).isEqualTo(20_000);
  }

  @Test
  void acceptsAStateThatIsShownForSomeSecondsAfterSightWasLost() {
    // given
    blindBetween(10, 50);
    // when
    StateRules rules = judged(PROMISE, look(22, READY, shown(Feed.ORDERS, "volume", "OK", "")));
    // then
    assertThat(rules.wrongs()).isEmpty();
    assertThat(rules.toldAfterMillis()).isEqualTo(12_000);
  }

  @Test
  void acceptsUnknownOnlyWithAReason() {
    // given
    blindBetween(10, 50);
    // when
    StateRules rules =
        judged(
            PROMISE,
            look(30, NOT_READY, shown(Feed.ORDERS, "volume", "UNKNOWN", "no answer for 20 s")),
            look(31, NOT_READY, shown(Feed.ORDERS, "quality", "UNKNOWN", " ")));
    // then
    assertThat(rules.wrongs()).singleElement().asString().contains("quality as UNKNOWN without");
  }

  @Test
  void refusesReadinessWhileNothingIsJudged() {
    // given
    blindBetween(10, 50);
    // when
    StateRules rules = judged(PROMISE, look(30, READY));
    // then
    assertThat(rules.wrongs()).singleElement().asString().contains("ready");
  }

  @Test
  void acceptsStatesInTheMomentInWhichSightReturns() {
    // given
    blindBetween(10, 50);
    // when
    StateRules rules = judged(PROMISE, look(49, READY, shown(Feed.ORDERS, "volume", "OK", "")));
    // then
    assertThat(rules.wrongs()).isEmpty();
  }

  @Test
  void refusesAFalseStateUnlessTheFaultStopsTheData() {
    // given
    blindBetween(60, 60);
    Look look = look(30, READY, shown(Feed.ORDERS, "freshness", "CRITICAL", "silent for 31 s"));
    // when
    StateRules rules = judged(PROMISE, look);
    // then
    assertThat(rules.wrongs()).singleElement().asString().contains("which is false");
    assertThat(judged(PROMISE.stoppingData(), look).wrongs()).isEmpty();
  }

  @Test
  void holdsTheDatasetThatFailsToItsCriticalState() {
    // given
    blindBetween(60, 60);
    // when
    StateRules rules =
        judged(
            PROMISE,
            look(30, READY, shown(Feed.REFUNDS, "compliance", "CRITICAL", "")),
            look(31, READY, shown(Feed.REFUNDS, "compliance", "OK", "")));
    // then
    assertThat(rules.wrongs()).singleElement().asString().contains("as OK, which is false");
  }

  @Test
  void leavesOutTheDatasetWhoseTopicTheFaultTouches() {
    // given
    blindBetween(10, 50);
    // when
    StateRules rules =
        judged(
            PROMISE.touching(Feed.RETURNS),
            look(30, NOT_READY, shown(Feed.RETURNS, "volume", "OK", "")));
    // then
    assertThat(rules.wrongs()).isEmpty();
  }

  @Test
  void readsTheStatesOfAnAnswer() {
    // given
    String body =
        "{\"items\":[{\"dataset_urn\":\"urn:dp:a:b\",\"signal\":\"freshness\",\"consumer\":\"c\","
            + "\"state\":\"OK\",\"reason\":\"r\"}]}";
    // when
    Map<String, Shown> states = Shown.read(body);
    // then
    assertThat(states)
        .containsOnly(
            Map.entry(
                "urn:dp:a:b freshness (c)", new Shown("urn:dp:a:b", "freshness (c)", "OK", "r")));
  }
}
