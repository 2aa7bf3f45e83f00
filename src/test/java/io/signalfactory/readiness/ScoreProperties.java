package io.signalfactory.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.tally.SenderCounts;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ScoreProperties {

  /** Facts as they are counted: no part is larger than the whole it belongs to. */
  @Provide
  Arbitrary<Facts> counted() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 1_000_000),
            Arbitraries.doubles().between(0, 1).list().ofSize(10))
        .as(
            (events, shares) -> {
              long named = part(events, shares.get(0));
              long contracted = part(events, shares.get(1));
              long ruled = part(events, shares.get(2));
              return new Facts(
                  new SenderCounts(
                      events,
                      0,
                      named,
                      part(events - named, shares.get(3)),
                      part(events, shares.get(4)),
                      part(events, shares.get(5)),
                      contracted,
                      part(contracted, shares.get(6)),
                      ruled,
                      part(ruled, shares.get(7))),
                  part(events, shares.get(8)),
                  part(events, shares.get(9)));
            });
  }

  private static long part(long whole, double share) {
    return Math.round(whole * share);
  }

  @Property
  void staysWithinItsBounds(@ForAll("counted") Facts facts) {
    Assume.that(facts.events() > 0);

    Score score = Score.of(facts).orElseThrow();

    assertThat(score.total()).isBetween(0, 100);
    assertThat(score.domains().values()).allSatisfy(part -> assertThat(part).isBetween(0, 100));
    assertThat(score.domains()).containsOnlyKeys(Domain.values());
  }

  @Property
  void isNoLowerWhereOneRecordMoreHasWhatItShould(
      @ForAll("counted") Facts facts, @ForAll @IntRange(min = 0, max = 8) int which) {
    // given
    SenderCounts counts = facts.counts();
    Assume.that(facts.events() > 0);
    Facts better = facts.plus(new Facts(ONE_MORE[which], which == 7 ? 1 : 0, which == 8 ? 1 : 0));
    Assume.that(fits(better));

    // when
    Score after = Score.of(better).orElseThrow();

    // then
    Score before = Score.of(facts).orElseThrow();
    assertThat(counts.events()).isEqualTo(better.events());
    assertThat(after.total()).isGreaterThanOrEqualTo(before.total());
    before
        .domains()
        .forEach(
            (domain, part) -> assertThat(after.domains().get(domain)).isGreaterThanOrEqualTo(part));
  }

  private static final SenderCounts[] ONE_MORE = {
    new SenderCounts(0, 0, 1, 0, 0, 0, 0, 0, 0, 0),
    new SenderCounts(0, 0, 0, 0, 1, 0, 0, 0, 0, 0),
    new SenderCounts(0, 0, 0, 0, 0, 1, 0, 0, 0, 0),
    new SenderCounts(0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
    new SenderCounts(0, 0, 0, 0, 0, 0, 0, 1, 0, 0),
    new SenderCounts(0, 0, 0, 0, 0, 0, 0, 0, 1, 0),
    new SenderCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
    SenderCounts.ZERO,
    SenderCounts.ZERO
  };

  private static boolean fits(Facts facts) {
    SenderCounts counts = facts.counts();
    return counts.named() + counts.mapped() <= counts.events()
        && counts.timed() <= counts.events()
        && counts.traced() <= counts.events()
        && counts.contracted() <= counts.events()
        && counts.conforming() <= counts.contracted()
        && counts.ruled() <= counts.events()
        && counts.sound() <= counts.ruled()
        && facts.limited() <= counts.events()
        && facts.measured() <= counts.events();
  }

  @Property
  void liesBetweenItsPartsWhenTwoAreAddedUp(
      @ForAll("counted") Facts one, @ForAll("counted") Facts other) {
    Assume.that(one.events() > 0 && other.events() > 0);

    int both = Score.of(one.plus(other)).orElseThrow().total();

    int first = Score.of(one).orElseThrow().total();
    int second = Score.of(other).orElseThrow().total();
    assertThat(both).isBetween(Math.min(first, second), Math.max(first, second));
  }

  @Property
  void is100ExactlyIfNothingIsMissing(@ForAll("counted") Facts facts) {
    Assume.that(facts.events() > 0);

    boolean perfect = Score.of(facts).orElseThrow().total() == 100;

    assertThat(perfect).isEqualTo(Gap.of(facts).isEmpty());
  }

  @Property
  void is100IfEveryRecordHasAllOfIt(@ForAll @IntRange(min = 1) int n) {
    Facts all = new Facts(new SenderCounts(n, 0, n, 0, n, n, n, n, n, n), n, n);

    assertThat(Score.of(all).orElseThrow().total()).isEqualTo(100);
    assertThat(Gap.of(all)).isEmpty();
  }

  @Property
  void isKeptWithinBoundsWhateverTheCountsAre(@ForAll @IntRange(min = 1) int n) {
    Facts damaged = new Facts(new SenderCounts(1, n, n, n, n, n, n, n, n, n), n, n);

    assertThat(Score.of(damaged).orElseThrow().total()).isEqualTo(100);
  }

  @Example
  void hasNoScoreWithoutRecords() {
    assertThat(Score.of(Facts.NONE)).isEmpty();
    assertThat(Gap.of(Facts.NONE)).isEmpty();
  }

  @Example
  void theWeightsOfTheDomainsAre100Together() {
    assertThat(Arrays.stream(Domain.values()).mapToInt(Domain::weight).sum()).isEqualTo(100);
  }

  @Example
  void followsTheExampleInTheDocument() {
    // given 1,000 records: 900 name their service, 100 are mapped; 950 are timed; a contract that
    // 980 keep; rules that 990 keep; no volume limit; no traces
    Facts facts =
        new Facts(new SenderCounts(1_000, 30, 900, 100, 950, 0, 1_000, 980, 1_000, 990), 0, 1_000);

    // when
    Score score = Score.of(facts).orElseThrow();

    // then
    assertThat(score.domains().values()).containsExactly(95, 95, 99, 99, 50, 0);
    assertThat(score.total()).isEqualTo(77);
    assertThat(Gap.of(facts)).hasSize(6);
  }
}
