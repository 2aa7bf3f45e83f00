package io.signalfactory.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Slos;
import io.signalfactory.tally.Cause;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.Sample;
import io.signalfactory.tally.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BreachLifecycleTest {

  private static final Instant T0 = Instant.parse("2026-01-14T12:31:07.000Z");
  private static final SignalKey KEY = new SignalKey(Scenario.URN, Signal.COMPLIANCE, null);
  private static final Terms TERMS = new Terms(Scenario.contract(1, Slos.NONE));
  private static final Cause MISSING = cause("v3.18", "MISSING_REQUIRED_FIELD", "customer_id");
  private static final Cause WRONG_TYPE = cause("v3.19", "WRONG_TYPE", "total_amount");

  @Test
  void opensAtOnceWithItsCause() {
    Life life = new Life();

    life.judged(5, State.CRITICAL, MISSING);

    assertThat(life.published).hasSize(1);
    Breach breach = life.published.get(0);
    assertThat(breach.status()).isEqualTo(Breach.Status.OPEN);
    assertThat(breach.severity()).isEqualTo(State.CRITICAL);
    assertThat(breach.key()).isEqualTo(KEY);
    assertThat(breach.owner()).isEqualTo("orders-team");
    assertThat(breach.tier()).isEqualTo(1);
    assertThat(breach.contractVersion()).isEqualTo("3");
    assertThat(breach.openedAt()).isEqualTo(T0);
    assertThat(breach.detectedAt()).isEqualTo(T0.plusSeconds(5));
    assertThat(breach.resolvedAt()).isNull();
    assertThat(breach.causes()).containsExactly(MISSING);
    assertThat(breach.affectedConsumers()).containsExactly("exec-dashboard");
    assertThat(breach.summary())
        .isEqualTo(
            "81.0 % of events passed in the last hour, 95 % required:"
                + " orders-svc v3.18 leaves out customer_id since 12:31:07 UTC");
  }

  @Test
  void publishesALastingBreachOnce() {
    Life life = new Life();

    for (int second = 0; second < 600; second++) {
      life.judged(second, State.CRITICAL, MISSING);
    }

    assertThat(life.published).extracting(Breach::status).containsExactly(Breach.Status.OPEN);
  }

  @Test
  void looksForCausesOncePerMinuteWhileItLasts() {
    Life life = new Life();

    for (int second = 0; second < 600; second++) {
      life.judged(second, State.CRITICAL, MISSING);
    }

    assertThat(life.explanations).isEqualTo(10);
  }

  @Test
  void publishesAnotherSeverityAsAnUpdateOfTheSameBreach() {
    Life life = new Life();
    life.judged(0, State.WARNING, MISSING);

    life.judged(61, State.CRITICAL, MISSING);

    assertThat(life.published)
        .extracting(Breach::status)
        .containsExactly(Breach.Status.OPEN, Breach.Status.UPDATED);
    assertThat(life.published.get(1).severity()).isEqualTo(State.CRITICAL);
    assertThat(life.published.get(1).breachId()).isEqualTo(life.published.get(0).breachId());
    assertThat(life.published.get(1).openedAt()).isEqualTo(life.published.get(0).openedAt());
    assertThat(life.published.get(1).detectedAt()).isEqualTo(life.published.get(0).detectedAt());
  }

  @Test
  void everyTransitionHasATimeOfItsOwn() {
    // given
    Life life = new Life();
    life.judged(7, State.WARNING, MISSING);
    life.judged(93, State.CRITICAL, MISSING);
    life.judged(200, State.OK);

    // when
    life.judged(247, State.OK);

    // then
    assertThat(life.published)
        .extracting(Breach::updatedAt)
        .containsExactly(T0.plusSeconds(7), T0.plusSeconds(93), T0.plusSeconds(247));
    assertThat(life.published).extracting(Breach::detectedAt).containsOnly(T0.plusSeconds(7));
    assertThat(life.published.get(2).resolvedAt()).isEqualTo(T0.plusSeconds(200));
  }

  @Test
  void publishesAnotherLeadingCauseAsAnUpdate() {
    Life life = new Life();
    life.judged(0, State.CRITICAL, MISSING);

    life.judged(60, State.CRITICAL, WRONG_TYPE, MISSING);

    assertThat(life.published).hasSize(2);
    assertThat(life.published.get(1).summary())
        .contains("orders-svc v3.19 sends total_amount with the wrong type");
  }

  @Test
  void updatesAtMostOncePerMinute() {
    Life life = new Life();

    for (int second = 0; second < 300; second++) {
      life.judged(second, second % 2 == 0 ? State.WARNING : State.CRITICAL, MISSING);
    }

    assertThat(life.published).hasSizeBetween(4, 6);
    // The first update is the escalation right after the opening.
    for (int i = 2; i < life.publishedAt.size(); i++) {
      assertThat(life.publishedAt.get(i)).isGreaterThanOrEqualTo(life.publishedAt.get(i - 1) + 60);
    }
  }

  @Test
  void publishesAtOnceThatAWarningBecameCritical() {
    Life life = new Life();
    life.judged(0, State.WARNING, MISSING);

    for (int second = 15; second < 120; second++) {
      life.judged(second, State.CRITICAL, MISSING);
    }

    assertThat(life.publishedAt).containsExactly(0, 15);
    assertThat(life.published.get(1).severity()).isEqualTo(State.CRITICAL);
  }

  @Test
  void resolvesOnceItHasBeenHealthyLongEnough() {
    Life life = new Life();
    life.judged(0, State.CRITICAL, MISSING);
    life.judged(180, State.OK);
    life.judged(209, State.OK);
    assertThat(life.published).hasSize(1);

    life.judged(210, State.OK);

    Breach resolved = life.published.get(1);
    assertThat(resolved.status()).isEqualTo(Breach.Status.RESOLVED);
    assertThat(resolved.breachId()).isEqualTo(life.published.get(0).breachId());
    assertThat(resolved.resolvedAt()).isEqualTo(T0.plusSeconds(180));
    assertThat(resolved.severity()).isEqualTo(State.CRITICAL);
    assertThat(resolved.causes()).containsExactly(MISSING);
    assertThat(resolved.observed().value()).isEqualTo(0.99);
    assertThat(resolved.summary())
        .isEqualTo("resolved after 3 min: 99.0 % of events passed in the last hour, 95 % required");
    assertThat(life.open).isNull();
  }

  @Test
  void restartsTheHoldWhenTheLimitIsMissedInBetween() {
    Life life = new Life();
    life.judged(0, State.CRITICAL, MISSING);
    life.judged(10, State.OK);
    life.judged(35, State.CRITICAL, MISSING);
    life.judged(36, State.OK);

    life.judged(65, State.OK);
    assertThat(life.published).hasSize(1);
    life.judged(66, State.OK);

    assertThat(life.published).hasSize(2);
  }

  @Test
  void neitherOpensNorResolvesOnUnknown() {
    Life life = new Life();
    life.judged(0, State.UNKNOWN);
    assertThat(life.open).isNull();
    life.judged(1, State.CRITICAL, MISSING);

    for (int second = 2; second < 600; second++) {
      life.judged(second, State.UNKNOWN);
    }

    assertThat(life.open).isNotNull();
    assertThat(life.published).hasSize(1);
  }

  @Test
  void resolvesWhenTooFewEventsAreLeftToJudgeAndNoneOfThemFailed() {
    Life life = new Life();
    life.judged(0, State.CRITICAL, MISSING);

    for (int second = 1; second < 60; second++) {
      life.step(second, tooFewAndNothingFailed());
    }

    assertThat(life.published)
        .extracting(Breach::status)
        .containsExactly(Breach.Status.OPEN, Breach.Status.RESOLVED);
  }

  @Test
  void doesNotRestartTheHoldOnUnknown() {
    Life life = new Life();
    life.judged(0, State.CRITICAL, MISSING);
    life.judged(10, State.OK);
    life.judged(20, State.UNKNOWN);

    life.judged(40, State.OK);

    assertThat(life.published)
        .extracting(Breach::status)
        .containsExactly(Breach.Status.OPEN, Breach.Status.RESOLVED);
  }

  @Test
  void neverOpensBeforeThePreviousBreachWasOver() {
    Life life = new Life();
    life.judged(0, State.CRITICAL, MISSING);
    life.judged(10, State.OK);
    life.judged(40, State.OK);

    life.judged(41, State.CRITICAL, MISSING);

    Breach second = life.published.get(2);
    assertThat(second.openedAt()).isEqualTo(T0.plusSeconds(10));
    assertThat(second.breachId()).isNotEqualTo(life.published.get(0).breachId());
  }

  @Test
  void neverOpensInTheFuture() {
    Judgement ahead = judgement(State.CRITICAL, T0.plusSeconds(90));

    BreachStep step =
        BreachLifecycle.next(null, ahead, TERMS, () -> Explanation.NONE, List.of(), T0, null);

    assertThat(step.transition().openedAt()).isEqualTo(T0);
  }

  @Test
  void resolvesAtOnceWhenTheLimitIsRemoved() {
    Life life = new Life();
    life.judged(0, State.CRITICAL, MISSING);

    BreachStep step =
        BreachLifecycle.next(
            life.open,
            noLimit(),
            TERMS,
            () -> Explanation.NONE,
            List.of(),
            T0.plusSeconds(120),
            null);

    assertThat(step.open()).isNull();
    assertThat(step.transition().status()).isEqualTo(Breach.Status.RESOLVED);
    assertThat(step.transition().summary())
        .isEqualTo("resolved after 2 min: the contract does not set this limit any more");
  }

  @Test
  void resolvesAtOnceWhenTheContractIsRetired() {
    Life life = new Life();
    life.judged(0, State.CRITICAL, MISSING);

    BreachStep step =
        BreachLifecycle.next(
            life.open,
            noLimit(),
            new Terms(null),
            () -> Explanation.NONE,
            List.of(),
            T0.plusSeconds(120),
            null);

    assertThat(step.transition().summary())
        .isEqualTo("resolved after 2 min: the contract was retired");
    assertThat(step.transition().owner()).isEqualTo("orders-team");
  }

  @Test
  void resolvesOnRequestABreachOfASignalThatIsNoLongerJudged() {
    Life life = new Life();
    life.judged(0, State.CRITICAL, MISSING);

    BreachStep step =
        BreachLifecycle.resolve(
            life.open, "the contract no longer names this consumer", T0.plusSeconds(60));

    assertThat(step.transition().summary())
        .isEqualTo("resolved after 1 min: the contract no longer names this consumer");
  }

  @Test
  void repeatsTheSameIdsInAReplay() {
    Life first = new Life();
    Life replay = new Life();

    for (Life life : List.of(first, replay)) {
      life.judged(0, State.CRITICAL, MISSING);
      life.judged(60, State.OK);
      life.judged(90, State.OK);
    }

    assertThat(replay.published).isEqualTo(first.published);
    assertThat(first.published.get(0).breachId()).matches("brc-[0-9A-HJKMNP-TV-Z]{26}");
  }

  @Test
  void givesEverySignalAndConsumerAnIdOfItsOwn() {
    Set<String> ids = new HashSet<>();
    for (Signal signal : Signal.values()) {
      ids.add(BreachId.of(new SignalKey(Scenario.URN, signal, null), T0));
      ids.add(BreachId.of(new SignalKey(Scenario.URN, signal, "exec-dashboard"), T0));
    }
    ids.add(BreachId.of(new SignalKey("urn:dp:orders:paid", Signal.VOLUME, null), T0));
    ids.add(BreachId.of(KEY, T0.plusMillis(1)));

    assertThat(ids).hasSize(10);
  }

  /** For any judgements: OPEN, then any number of UPDATED, then RESOLVED, all with one id. */
  @Property
  void keepsTheOrderOfItsTransitions(@ForAll @Size(max = 200) List<State> states) {
    Life life = new Life();

    for (int i = 0; i < states.size(); i++) {
      life.judged(7 * i, states.get(i), i % 50 < 25 ? MISSING : WRONG_TYPE);
    }

    Set<String> finished = new HashSet<>();
    String current = null;
    for (Breach breach : life.published) {
      if (current == null) {
        assertThat(breach.status()).isEqualTo(Breach.Status.OPEN);
        assertThat(finished).doesNotContain(breach.breachId());
        current = breach.breachId();
      } else {
        assertThat(breach.status()).isNotEqualTo(Breach.Status.OPEN);
        assertThat(breach.breachId()).isEqualTo(current);
        if (breach.status() == Breach.Status.RESOLVED) {
          assertThat(breach.resolvedAt()).isAfter(breach.openedAt());
          finished.add(current);
          current = null;
        }
      }
    }
    assertThat(life.open == null).isEqualTo(current == null);
  }

  private static Cause cause(String version, String code, String field) {
    return new Cause(
        new CauseKey("orders-svc", version, "G4", code, field, null),
        912,
        0.97,
        T0,
        new Sample("raw.orders.events", 3, 1_042, "evd-1", null));
  }

  private static Judgement judgement(State state, Instant since) {
    double rate = state == State.OK ? 0.99 : 0.81;
    return new Judgement(
        KEY,
        state,
        new Measure(rate, Measure.Unit.RATIO),
        Threshold.of(null, 0.95),
        new Window(T0.minusSeconds(300), T0),
        new Rationale(
            () ->
                (state == State.OK ? "99.0" : "81.0")
                    + " % of events passed in the last hour, 95 % required",
            Map::of),
        since);
  }

  private static Judgement tooFewAndNothingFailed() {
    return new Judgement(
        KEY,
        State.UNKNOWN,
        new Measure(1.0, Measure.Unit.RATIO),
        Threshold.of(null, 0.95),
        new Window(T0.minusSeconds(300), T0),
        new Rationale(() -> "3 of 20 events needed to judge", Map::of),
        T0,
        true);
  }

  private static Judgement noLimit() {
    return new Judgement(
        KEY,
        State.OK,
        new Measure(0.81, Measure.Unit.RATIO),
        null,
        null,
        new Rationale(() -> "no limit in the contract", Map::of),
        T0);
  }

  /** Judges second by second and remembers the open breach, as SIGNALS does. */
  private static final class Life {
    private @Nullable OpenBreach open;
    private @Nullable Instant lastResolvedAt;
    private int explanations;
    private final List<Breach> published = new ArrayList<>();
    private final List<Integer> publishedAt = new ArrayList<>();

    void judged(int second, State state, Cause... causes) {
      step(second, judgement(state, T0), causes);
    }

    void step(int second, Judgement judgement, Cause... causes) {
      BreachStep step =
          BreachLifecycle.next(
              open,
              judgement,
              TERMS,
              () -> {
                explanations++;
                return new Explanation(List.of(causes), null);
              },
              List.of("exec-dashboard"),
              T0.plusSeconds(second),
              lastResolvedAt);
      open = step.open();
      if (step.transition() != null) {
        published.add(step.transition());
        publishedAt.add(second);
        if (step.transition().resolvedAt() != null) {
          lastResolvedAt = step.transition().resolvedAt();
        }
      }
    }
  }
}
