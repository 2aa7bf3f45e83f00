package io.signalfactory.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Slos;
import io.signalfactory.deployment.Deployment;
import io.signalfactory.tally.CauseKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatasetSignalsTest {

  private static final Instant NOON = Instant.parse("2026-01-14T12:05:00Z");
  private static final CauseKey MISSING =
      new CauseKey("orders-svc", "v3.18", "G4", "MISSING_REQUIRED_FIELD", "customer_id", null);
  private static final Slos COMPLIANCE = Scenario.compliance(0.95, 60);

  private final DatasetSignals signals = new DatasetSignals(Scenario.URN);

  @Test
  void publishesTheFirstStateOfEverySignal() {
    Evaluation first = evaluate(healthy(), NOON);

    assertThat(first.judged())
        .hasSize(4)
        .allSatisfy(signal -> assertThat(signal.publish()).isTrue())
        .allSatisfy(signal -> assertThat(signal.state()).isNotNull());
  }

  @Test
  void writesNothingASecondLaterWhereOnlyAValueHasMoved() {
    evaluate(healthy(), NOON);

    Evaluation next = evaluate(healthy(), NOON.plusSeconds(1));

    // A dataset has a moment of its own for what is due every so often; here it is another one.
    assertThat(next.judged()).allSatisfy(signal -> assertThat(signal.state()).isNull());
  }

  @Test
  void storesAMovedValueEveryTenSecondsWithoutPublishingIt() {
    evaluate(healthy(), NOON);

    long stored = 0;
    long published = 0;
    for (int second = 1; second <= 40; second++) {
      JudgedSignal freshness = of(Signal.FRESHNESS, healthy(), NOON.plusSeconds(second), true);
      stored += freshness.state() == null ? 0 : 1;
      published += freshness.publish() ? 1 : 0;
    }

    assertThat(stored).isEqualTo(4);
    assertThat(published).isLessThanOrEqualTo(1);
  }

  @Test
  void storesNoMovedValueWhereTimeIsShortButPublishesItOncePerMinute() {
    evaluate(healthy(), NOON);

    long published = 0;
    for (int second = 1; second <= 180; second++) {
      JudgedSignal freshness = of(Signal.FRESHNESS, healthy(), NOON.plusSeconds(second), false);
      assertThat(freshness.state() != null).isEqualTo(freshness.publish());
      published += freshness.publish() ? 1 : 0;
    }

    assertThat(published).isEqualTo(3);
  }

  @Test
  void opensABreachInTheEvaluationThatMissesTheLimit() {
    JudgedSignal compliance = of(Signal.COMPLIANCE, failing(), NOON, true);

    Breach opened = compliance.breach().transition();
    assertThat(opened).isNotNull();
    assertThat(opened.status()).isEqualTo(Breach.Status.OPEN);
    assertThat(compliance.breach().changed()).isTrue();
    assertThat(compliance.state().breachId()).isEqualTo(opened.breachId());
    assertThat(compliance.publish()).isTrue();
  }

  @Test
  void changesNothingOfABreachThatGoesOn() {
    of(Signal.COMPLIANCE, failing(), NOON, true);

    JudgedSignal next = of(Signal.COMPLIANCE, failing(), NOON.plusSeconds(1), true);

    assertThat(next.breach().open()).isNotNull();
    assertThat(next.breach().changed()).isFalse();
    assertThat(next.breach().transition()).isNull();
  }

  @Test
  void retiresTheSignalsOfARetiredContractAndResolvesTheirBreaches() {
    Scenario scenario =
        Scenario.with(
                Scenario.freshness(
                    Duration.ofHours(1),
                    null,
                    new Slos.ConsumerFreshness("exec-dashboard", Duration.ofMinutes(1), null)))
            .latestEvent("2026-01-14T12:00:00Z");
    evaluate(scenario, NOON);

    Evaluation without =
        evaluate(
            scenario.nowWith(Scenario.freshness(Duration.ofHours(1), null)), NOON.plusSeconds(1));

    assertThat(without.retired())
        .singleElement()
        .satisfies(
            retired -> {
              assertThat(retired.key().consumer()).isEqualTo("exec-dashboard");
              assertThat(retired.breach().transition().status()).isEqualTo(Breach.Status.RESOLVED);
              assertThat(retired.breach().transition().summary())
                  .endsWith("the contract does not set this limit any more");
            });
  }

  @Test
  void hasNoSignalsOfADatasetThatIsNotJudgedAnyMore() {
    evaluate(Scenario.with(COMPLIANCE), NOON);

    Evaluation last = evaluate(Scenario.withoutContract(), NOON.plusSeconds(1));

    assertThat(last.judged()).isEmpty();
    assertThat(last.retired()).hasSize(4);
    assertThat(signals.isEmpty()).isTrue();
  }

  @Test
  void carriesOnABreachThatAnotherInstanceOpened() {
    JudgedSignal opened = of(Signal.COMPLIANCE, failing(), NOON, true);
    DatasetSignals elsewhere = new DatasetSignals(Scenario.URN);

    elsewhere.restore(opened.state(), opened.breach().open());
    JudgedSignal next =
        only(
            Signal.COMPLIANCE,
            elsewhere.evaluate(failing().view(NOON.plusSeconds(1)), NOON.plusSeconds(1), true));

    assertThat(next.breach().open()).isEqualTo(opened.breach().open());
    assertThat(next.breach().transition()).isNull();
    assertThat(next.publish()).isFalse();
  }

  @Test
  void opensNoBreachBeforeTheOneBeforeItWasResolved() {
    Instant resolvedAt = NOON.minusSeconds(2);

    JudgedSignal compliance =
        of(Signal.COMPLIANCE, failing().stored(new Stored(0, resolvedAt)), NOON, true);

    assertThat(compliance.breach().transition().openedAt()).isEqualTo(resolvedAt);
  }

  @Test
  void givesLateDataAsTheReasonWhereItDisprovesABreachOfTooFewEvents() {
    Scenario scenario =
        Scenario.with(Scenario.volume(600L, null, 60)).latestEvent("2026-01-14T12:00:00Z");
    JudgedSignal tooFew = of(Signal.VOLUME, scenario, NOON, true);

    JudgedSignal corrected =
        of(
            Signal.VOLUME,
            scenario.minutes("2026-01-14T11:00:00Z", 66, 10, 0, null).stored(new Stored(600, null)),
            NOON.plusSeconds(10),
            true);

    assertThat(tooFew.judgement().state()).isEqualTo(State.CRITICAL);
    assertThat(corrected.judgement().reason()).startsWith("late data: ");
  }

  private Evaluation evaluate(Scenario scenario, Instant now) {
    return signals.evaluate(scenario.view(now), now, true);
  }

  private JudgedSignal of(Signal signal, Scenario scenario, Instant now, boolean storeMoved) {
    return only(signal, signals.evaluate(scenario.view(now), now, storeMoved));
  }

  private static JudgedSignal only(Signal signal, Evaluation evaluation) {
    List<JudgedSignal> found =
        evaluation.judged().stream().filter(one -> one.key().signal() == signal).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static Scenario healthy() {
    return Scenario.with(COMPLIANCE)
        .latestEvent("2026-01-14T12:00:00Z")
        .minutes("2026-01-14T11:30:00Z", 30, 10, 0, null);
  }

  private static Scenario failing() {
    return Scenario.with(COMPLIANCE)
        .latestEvent("2026-01-14T12:04:50Z")
        .minutes("2026-01-14T12:00:00Z", 5, 100, 50, MISSING);
  }

  private record Stored(long events, @Nullable Instant lastResolvedAt) implements Archive {
    @Override
    public long events(long fromMinute, long toMinute) {
      return events;
    }

    @Override
    public @Nullable Instant lastResolvedAt(SignalKey key) {
      return lastResolvedAt;
    }

    @Override
    public @Nullable Deployment deploymentBehind(
        String service, @Nullable String version, Instant began) {
      return null;
    }
  }
}
