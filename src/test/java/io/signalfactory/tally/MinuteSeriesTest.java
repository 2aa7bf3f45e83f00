package io.signalfactory.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class MinuteSeriesTest {

  @Property
  void sumsLikeAPlainMapWhateverTheOrderOfItsMinutes(
      @ForAll("changes") List<MinuteChange> changes,
      @ForAll("minutes") long from,
      @ForAll("minutes") long to) {
    MinuteSeries series = new MinuteSeries();
    NavigableMap<Long, Totals> plain = new TreeMap<>();

    changes.forEach(change -> apply(change, series, plain));

    Totals expected = from >= to ? Totals.EMPTY : sum(plain, from, to);
    assertThat(series.totals(from, to)).isEqualTo(new Totals(expected.counts(), expected.causes()));
    assertThat(series.sum(from, to)).isEqualTo(expected.counts());
    assertThat(series.size()).isEqualTo(plain.size());
  }

  @Property
  void addsUpRulesAndLagsOfARangeThatMovesWhileMinutesChange(
      @ForAll("changes") List<MinuteChange> changes, @ForAll("ranges") List<MinuteRange> ranges) {
    MinuteSeries series = new MinuteSeries();
    NavigableMap<Long, Totals> plain = new TreeMap<>();

    for (int i = 0; i < changes.size(); i++) {
      apply(changes.get(i), series, plain);

      MinuteRange range = ranges.get(i);
      Totals expected = sum(plain, range.from(), range.to());
      assertThat(series.rules(range)).isEqualTo(expected.rules());
      assertThat(series.lags(range)).isEqualTo(expected.lags());
    }
  }

  @Test
  void replacesAMinute() {
    MinuteSeries series = new MinuteSeries();
    series.put(10, new Totals(new Counts(5, 1, 0, 2, 1), List.of()));
    series.put(11, new Totals(new Counts(7, 0, 0, 0, 0), List.of()));

    series.put(10, new Totals(new Counts(6, 2, 0, 3, 1), List.of()));

    assertThat(series.sum(10, 11)).isEqualTo(new Counts(6, 2, 0, 3, 1));
    assertThat(series.sum(10, 12).events()).isEqualTo(13);
  }

  @Test
  void isEmptyForAMinuteWithoutEvents() {
    assertThat(new MinuteSeries().totals(3, 4)).isEqualTo(Totals.EMPTY);
  }

  @Test
  void addsUpRulesAgainAfterARangeWithTooManyOfThem() {
    // given two minutes with more rules together than are kept
    MinuteSeries series = new MinuteSeries();
    RuleTotals first = rules("a", 150);
    RuleTotals second = rules("b", 150);
    series.put(10, new Totals(new Counts(1, 0, 0, 150, 150), List.of(), first, LagTotals.NONE));
    series.put(11, new Totals(new Counts(1, 0, 0, 150, 150), List.of(), second, LagTotals.NONE));
    assertThat(series.rules(new MinuteRange(9, 13))).isEqualTo(first.plus(second));

    // when the range leaves the first of them
    RuleTotals left = series.rules(new MinuteRange(11, 15));

    // then
    assertThat(left).isEqualTo(second);
  }

  private static RuleTotals rules(String prefix, int count) {
    List<CountedRule> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rules.add(new CountedRule(prefix + i, 1, 0));
    }
    return RuleTotals.of(rules);
  }

  private static void apply(
      MinuteChange change, MinuteSeries series, NavigableMap<Long, Totals> plain) {
    if (change.forget()) {
      series.forgetBefore(change.minute());
      plain.headMap(change.minute(), false).clear();
    } else {
      series.put(change.minute(), change.totals());
      plain.put(change.minute(), change.totals());
    }
  }

  private static Totals sum(NavigableMap<Long, Totals> plain, long from, long to) {
    return plain.subMap(from, to).values().stream().reduce(Totals.EMPTY, Totals::plus);
  }

  record MinuteChange(boolean forget, long minute, Totals totals) {}

  /** The same range again and again: it stays, moves on, goes back, or changes its length. */
  @Provide
  Arbitrary<List<MinuteRange>> ranges() {
    Arbitrary<Long> moves =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.just(0L)),
            Tuple.of(5, Arbitraries.just(1L)),
            Tuple.of(2, Arbitraries.longs().between(-2, 12)));
    Arbitrary<Long> lengths =
        Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.just(10L)), Tuple.of(1, Arbitraries.longs().between(1, 20)));
    return Combinators.combine(moves, lengths)
        .as((move, length) -> new MinuteRange(move, move + length))
        .list()
        .ofSize(40)
        .map(MinuteSeriesTest::oneAfterTheOther);
  }

  private static List<MinuteRange> oneAfterTheOther(List<MinuteRange> moves) {
    List<MinuteRange> ranges = new ArrayList<>();
    long from = 95;
    for (MinuteRange move : moves) {
      from += move.from();
      ranges.add(new MinuteRange(from, from + move.to() - move.from()));
    }
    return ranges;
  }

  @Provide
  Arbitrary<Long> minutes() {
    return Arbitraries.longs().between(95, 130);
  }

  @Provide
  Arbitrary<List<MinuteChange>> changes() {
    Arbitrary<Totals> totals =
        TallyDomain.observations()
            .list()
            .ofMaxSize(2)
            .map(TallyDomain::tallyOf)
            .map(tally -> tally.snapshot().totals());
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.just(false)), Tuple.of(1, Arbitraries.just(true))),
            Arbitraries.longs().between(100, 125),
            totals)
        .as(MinuteChange::new)
        .list()
        .ofMaxSize(40);
  }
}
