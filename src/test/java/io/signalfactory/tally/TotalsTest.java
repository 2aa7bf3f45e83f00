package io.signalfactory.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(TallyDomain.class)
@Domain(DomainContext.Global.class)
class TotalsTest {

  @Property
  void addsInAnyOrder(@ForAll Totals a, @ForAll Totals b) {
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
  }

  @Property
  void addsInAnyGrouping(@ForAll Totals a, @ForAll Totals b, @ForAll Totals c) {
    assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
  }

  @Property
  void staysTheSameWhenNothingIsAdded(@ForAll Totals a) {
    assertThat(a.plus(Totals.EMPTY)).isEqualTo(a);
    assertThat(Totals.EMPTY.plus(a)).isEqualTo(a);
  }

  /** For example when two versions of a contract share no rule. */
  @Property
  void addsTooManyRulesInAnyGrouping(
      @ForAll @IntRange(max = 300) int a,
      @ForAll @IntRange(max = 300) int b,
      @ForAll @IntRange(max = 300) int c) {
    // given
    RuleTotals first = hundredRulesFrom(a);
    RuleTotals second = hundredRulesFrom(b);
    RuleTotals third = hundredRulesFrom(c);

    // when
    RuleTotals sum = first.plus(second).plus(third);

    // then
    assertThat(sum)
        .isEqualTo(first.plus(second.plus(third)))
        .isEqualTo(third.plus(second).plus(first));
    assertThat(sum.list()).hasSizeLessThanOrEqualTo(RuleTotals.MAX_RULES + 1);
    assertThat(sum.list().stream().mapToLong(CountedRule::evaluated).sum()).isEqualTo(300);
  }

  private static RuleTotals hundredRulesFrom(int first) {
    return RuleTotals.of(
        IntStream.range(first, first + 100)
            .mapToObj(i -> new CountedRule(String.format("r%03d", i), 1, 0))
            .toList());
  }

  @Test
  void keepsTheEarlierSampleOfACauseInBoth() {
    ObservedCause cause = failing("G4", "WRONG_TYPE", "amount", null);
    Totals later = new Totals(new Counts(5, 5, 0, 0, 0), List.of(counted(cause, 5, 900)));
    Totals earlier = new Totals(new Counts(2, 2, 0, 0, 0), List.of(counted(cause, 2, 100)));

    Totals both = later.plus(earlier);

    assertThat(both.causes()).containsExactly(counted(cause, 7, 100));
  }

  @Test
  void keepsTheLargestOfTooManyCauses() {
    Totals sum = Totals.EMPTY;
    for (int i = 0; i < 100; i++) {
      ObservedCause cause = failing("G4", "WRONG_TYPE", "field" + i, null);
      sum =
          sum.plus(
              new Totals(new Counts(i, i, 0, 0, 0), List.of(counted(cause, 1 + i, 1_000 + i))));
    }

    assertThat(sum.causes())
        .hasSize(64)
        .isSortedAccordingTo(Comparator.comparing(CountedCause::cause))
        .allSatisfy(counted -> assertThat(counted.count()).isGreaterThan(36));
  }

  @Test
  void keepsTheFirstInOrderOfTooManyEqualCauses() {
    List<Totals> single = new ArrayList<>();
    for (int i = 0; i < 65; i++) {
      ObservedCause cause = failing("G4", "WRONG_TYPE", String.format("f%02d", i), null);
      single.add(new Totals(Counts.ZERO, List.of(counted(cause, 1, 1))));
    }

    Totals sum = single.stream().reduce(Totals.EMPTY, Totals::plus);

    assertThat(sum.causes())
        .extracting(counted -> counted.cause().key().field())
        .hasSize(64)
        .doesNotContain("f64");
  }

  @Test
  void namesFailingCausesByTheirShareOfTheFailedEvents() {
    ObservedCause missing = failing("G4", "MISSING_REQUIRED_FIELD", "customer_id", null);
    ObservedCause rule = failing("G5", "RULE_FAILED", null, "positive");
    ObservedCause warned = new ObservedCause(rule.key(), false);
    Totals totals =
        new Totals(
            new Counts(1_000, 100, 500, 0, 0),
            List.of(counted(missing, 97, 10), counted(rule, 30, 20), counted(warned, 500, 5)));

    List<Cause> leading = totals.leadingCauses(5);

    assertThat(leading).extracting(Cause::key).containsExactly(missing.key(), rule.key());
    assertThat(leading.get(0).share()).isCloseTo(0.97, within(1e-12));
    assertThat(leading.get(0).count()).isEqualTo(97);
    assertThat(leading.get(0).firstSeen()).isEqualTo(Instant.ofEpochMilli(10));
    assertThat(totals.leadingCauses(1)).hasSize(1);
  }

  @Test
  void namesRulesByTheirShareOfTheEvaluationsThatDidNotPass() {
    ObservedCause missing = failing("G4", "MISSING_REQUIRED_FIELD", "customer_id", null);
    ObservedCause rule = failing("G5", "RULE_FAILED", null, "positive");
    ObservedCause warned = new ObservedCause(rule.key(), false);
    Totals totals =
        new Totals(
            new Counts(100, 80, 10, 200, 160),
            List.of(counted(missing, 70, 10), counted(rule, 10, 20), counted(warned, 20, 5)));

    List<Cause> leading = totals.leadingQualityCauses(5);

    assertThat(leading).hasSize(1);
    assertThat(leading.get(0).key()).isEqualTo(rule.key());
    assertThat(leading.get(0).count()).isEqualTo(30);
    assertThat(leading.get(0).share()).isCloseTo(0.75, within(1e-12));
    assertThat(leading.get(0).firstSeen()).isEqualTo(Instant.ofEpochMilli(5));
  }

  @Test
  void reportsTheCertainCountOfACauseThatReplacedAnother() {
    ObservedCause late = failing("G4", "WRONG_TYPE", "amount", null);
    Sample sample = new Sample("raw.orders", 0, 1, "evd-1", null);
    Totals totals =
        new Totals(new Counts(50, 50, 0, 0, 0), List.of(new CountedCause(late, 45, 40, 1, sample)));

    assertThat(totals.leadingCauses(1).get(0).count()).isEqualTo(5);
  }

  private static ObservedCause failing(String gate, String code, String field, String rule) {
    return new ObservedCause(new CauseKey("svc", "v1", gate, code, field, rule), true);
  }

  private static CountedCause counted(ObservedCause cause, long count, long firstSeenMs) {
    return new CountedCause(
        cause, count, 0, firstSeenMs, new Sample("raw.orders", 0, firstSeenMs, "evd-1", null));
  }
}
