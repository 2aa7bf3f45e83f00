package io.signalfactory.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.gate.RuleResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(TallyDomain.class)
@Domain(DomainContext.Global.class)
class TallyTest {

  private static final Sample SAMPLE = new Sample("raw.orders", 0, 7, "evd-7", null);

  @Test
  void countsEventsOutcomesAndRules() {
    Tally tally = new Tally();

    tally.add(
        new Observation(
            3, 100, 90, false, false, TallyDomain.rules(4, 4), "svc", "v1", 0, List.of(), null));
    tally.add(failing(4, 110, missing("customer_id")));
    tally.add(
        new Observation(
            9, 95, 200, false, true, TallyDomain.rules(2, 1), "svc", "v1", 0, List.of(), null));

    assertThat(tally.snapshot().counts()).isEqualTo(new Counts(3, 1, 1, 6, 5));
    assertThat(tally.snapshot().lastOffset()).isEqualTo(9);
    assertThat(tally.snapshot().latestEventTimeMs()).isEqualTo(200);
    assertThat(tally.snapshot().firstArrivalMs()).isEqualTo(95);
  }

  @Test
  void isEmptyBeforeAnythingIsCounted() {
    Tally tally = new Tally();

    assertThat(tally.snapshot().lastOffset()).isEqualTo(-1);
    assertThat(tally.snapshot().latestEventTimeMs()).isEqualTo(Long.MIN_VALUE);
    assertThat(tally.snapshot().firstArrivalMs()).isEqualTo(Long.MAX_VALUE);
    assertThat(tally.snapshot().causes()).isEmpty();
  }

  @Test
  void keepsTheFirstSampleOfACauseAndCountsItOncePerEvent() {
    Tally tally = new Tally();
    ObservedCause cause = missing("customer_id");

    tally.add(failing(1, 100, List.of(cause, cause), () -> SAMPLE));
    tally.add(failing(2, 150, cause));

    assertThat(tally.snapshot().causes())
        .containsExactly(new CountedCause(cause, 2, 0, 100, SAMPLE));
  }

  @Test
  void takesTheSampleOfTheFirstRecordOfACauseOnly() {
    ObservedCause cause = missing("customer_id");
    Tally tally = new Tally();
    tally.add(failing(1, 100, cause));

    tally.add(
        failing(
            2,
            150,
            List.of(cause),
            () -> {
              throw new AssertionError("the sample of a known cause was taken");
            }));

    assertThat(tally.snapshot().causes())
        .containsExactly(new CountedCause(cause, 2, 0, 100, SAMPLE));
  }

  @Test
  void remembersWhenEachVersionOfAServiceCameFirst() {
    Tally tally = new Tally();

    tally.add(
        new Observation(0, 100, 1, false, false, RuleResults.NONE, "a", "v1", 0, List.of(), null));
    tally.add(
        new Observation(1, 200, 1, false, false, RuleResults.NONE, "a", "v2", 0, List.of(), null));
    tally.add(
        new Observation(2, 300, 1, false, false, RuleResults.NONE, "a", "v1", 0, List.of(), null));
    tally.add(
        new Observation(3, 400, 1, false, false, RuleResults.NONE, null, "v1", 0, List.of(), null));

    assertThat(tally.snapshot().versions())
        .isEqualTo(
            Map.of(new ServiceVersion("a", "v1"), 100L, new ServiceVersion("a", "v2"), 200L));
  }

  @Test
  void keepsNoMoreVersionsThanItsLimit() {
    Tally tally = new Tally();

    for (int i = 0; i < 100; i++) {
      tally.add(
          new Observation(
              i, i, 1, false, false, RuleResults.NONE, "a", "v" + i, 0, List.of(), null));
    }

    assertThat(tally.snapshot().versions()).hasSize(16).containsKey(new ServiceVersion("a", "v15"));
  }

  @Test
  void countsEachRuleByNameWhateverItsPositionInTheContract() {
    // given
    List<String> before = List.of("positive", "known");
    List<String> after = List.of("known", "recent", "positive");
    Tally tally = new Tally();
    tally.add(judged(0, new RuleResults(before, List.of(0), List.of())));
    tally.add(judged(1, new RuleResults(before, List.of(), List.of(1))));

    // when
    tally.add(judged(2, new RuleResults(after, List.of(0), List.of(1))));
    tally.add(judged(3, new RuleResults(after, List.of(), List.of())));

    // then
    assertThat(tally.snapshot().rules().list())
        .containsExactly(
            new CountedRule("known", 3, 1),
            new CountedRule("positive", 4, 1),
            new CountedRule("recent", 1, 0));
    assertThat(tally.snapshot().counts().ruleEvaluations()).isEqualTo(8);
    assertThat(tally.snapshot().counts().rulePasses()).isEqualTo(6);
  }

  @Test
  void countsArrivalsApartFromEvents() {
    // given an event of this minute, and an arrival whose event time lies in an earlier one
    Tally tally = new Tally();
    tally.add(judged(5, RuleResults.NONE));
    tally.addArrival(6, 90_000, true);

    // when both are read again, and the arrival of the first one too
    tally.add(judged(5, RuleResults.NONE));
    tally.addArrival(5, 1_000, false);
    tally.addArrival(6, 90_000, true);

    // then
    assertThat(tally.snapshot().events()).isEqualTo(1);
    assertThat(tally.snapshot().lags().records()).isEqualTo(1);
    assertThat(tally.snapshot().lags().late()).isEqualTo(1);
    assertThat(tally.snapshot().lastOffset()).isEqualTo(6);
  }

  @Test
  void countsRulesBeyondTheLimitTogether() {
    Tally tally = new Tally();
    tally.add(judged(0, TallyDomain.rules(200, 200)));

    tally.add(judged(1, new RuleResults(List.of("rule7", "x", "y"), List.of(1), List.of())));

    assertThat(tally.snapshot().rules().list())
        .hasSize(201)
        .contains(
            new CountedRule("rule7", 2, 0),
            new CountedRule("rule199", 1, 0),
            new CountedRule(CountedRule.OTHERS, 2, 1));
  }

  @Property
  void countsAsManyEvaluationsByRuleAsInTotal(@ForAll List<Observation> observations) {
    Tally tally = TallyDomain.tallyOf(observations);

    assertThat(tally.snapshot().rules().list().stream().mapToLong(CountedRule::evaluated).sum())
        .isEqualTo(tally.snapshot().counts().ruleEvaluations());
    assertThat(tally.snapshot().rules().list().stream().mapToLong(CountedRule::failed).sum())
        .isEqualTo(
            tally.snapshot().counts().ruleEvaluations() - tally.snapshot().counts().rulePasses());
  }

  @Test
  void keepsAFrequentCauseThatComesAfterMoreCausesThanItKeeps() {
    Tally tally = new Tally();
    for (int i = 0; i < 100; i++) {
      tally.add(failing(i, i, missing("field" + i)));
    }

    for (int i = 100; i < 1_000; i++) {
      tally.add(failing(i, i, missing("customer_id")));
    }

    assertThat(tally.snapshot().causes()).hasSize(32);
    CountedCause heavy =
        tally.snapshot().causes().stream()
            .filter(counted -> counted.cause().equals(missing("customer_id")))
            .findFirst()
            .orElseThrow();
    assertThat(heavy.count()).isGreaterThanOrEqualTo(900);
    assertThat(heavy.count() - heavy.error()).isEqualTo(900);
    assertThat(heavy.firstSeenMs()).isEqualTo(100);
  }

  @Test
  void refusesCausesWithoutASample() {
    List<ObservedCause> causes = List.of(missing("customer_id"));

    assertThatThrownBy(
            () ->
                new Observation(
                    0, 0, 0, true, false, RuleResults.NONE, null, null, 0, causes, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("needs a sample");
  }

  @Property
  void changesNothingWhenAPartitionIsReadAgain(@ForAll List<Observation> observations) {
    List<Observation> partition = TallyDomain.numbered(observations);
    Tally once = new Tally();
    partition.forEach(one -> TallyDomain.count(once, one));
    Tally again = new Tally(once.snapshot());

    partition.forEach(one -> TallyDomain.count(again, one));

    assertThat(again.snapshot()).isEqualTo(once.snapshot());
  }

  @Property
  void continuesFromItsBytesAsIfItHadNeverStopped(
      @ForAll List<Observation> observations, @ForAll int cut) {
    List<Observation> partition = TallyDomain.numbered(observations);
    Tally whole = new Tally();
    partition.forEach(one -> TallyDomain.count(whole, one));
    int stop = Math.floorMod(cut, partition.size() + 1);
    Tally stopped = new Tally();
    partition.subList(0, stop).forEach(one -> TallyDomain.count(stopped, one));

    Tally restored = new Tally(TallyCodec.decode(TallyCodec.encode(stopped.snapshot())));
    partition.forEach(one -> TallyDomain.count(restored, one));

    assertThat(restored.snapshot()).isEqualTo(whole.snapshot());
  }

  @Property
  void neverUndercountsACause(@ForAll List<Observation> observations) {
    List<Observation> partition = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      partition.addAll(observations);
    }

    Tally tally = TallyDomain.tallyOf(partition);

    for (CountedCause counted : tally.snapshot().causes()) {
      long truth = partition.stream().filter(one -> one.causes().contains(counted.cause())).count();
      assertThat(counted.count()).isGreaterThanOrEqualTo(truth);
      assertThat(counted.count() - counted.error()).isLessThanOrEqualTo(truth);
    }
  }

  private static ObservedCause missing(String field) {
    return new ObservedCause(
        new CauseKey("orders-svc", "v1", "G4", "MISSING_REQUIRED_FIELD", field, null), true);
  }

  private static Observation judged(long offset, RuleResults rules) {
    return new Observation(offset, 0, 0, false, false, rules, null, null, 0, List.of(), null);
  }

  private static Observation failing(long offset, long arrivalMs, ObservedCause cause) {
    return failing(offset, arrivalMs, List.of(cause), () -> SAMPLE);
  }

  private static Observation failing(
      long offset, long arrivalMs, List<ObservedCause> causes, Supplier<Sample> sample) {
    return new Observation(
        offset, arrivalMs, arrivalMs, true, false, RuleResults.NONE, null, null, 0, causes, sample);
  }
}
