package io.signalfactory.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MinuteSeriesTest {

  @Property
  void sumsLikeAPlainMapWhateverTheOrderOfItsMinutes(
      @ForAll("steps") List<Step> steps, @ForAll("minutes") long from, @ForAll("minutes") long to) {
    MinuteSeries series = new MinuteSeries();
    NavigableMap<Long, Totals> plain = new TreeMap<>();

    for (Step step : steps) {
      if (step.forget()) {
        series.forgetBefore(step.minute());
        plain.headMap(step.minute(), false).clear();
      } else {
        series.put(step.minute(), step.totals());
        plain.put(step.minute(), step.totals());
      }
    }

    Totals expected =
        from >= to
            ? Totals.EMPTY
            : plain.subMap(from, to).values().stream().reduce(Totals.EMPTY, Totals::plus);
    assertThat(series.totals(from, to)).isEqualTo(expected);
    assertThat(series.sum(from, to)).isEqualTo(expected.counts());
    assertThat(series.size()).isEqualTo(plain.size());
  }

  @Test
  void replacesWhatItKnewOfAMinute() {
    MinuteSeries series = new MinuteSeries();
    series.put(10, new Totals(new Counts(5, 1, 0, 2, 1), List.of()));
    series.put(11, new Totals(new Counts(7, 0, 0, 0, 0), List.of()));

    series.put(10, new Totals(new Counts(6, 2, 0, 3, 1), List.of()));

    assertThat(series.minute(10).counts()).isEqualTo(new Counts(6, 2, 0, 3, 1));
    assertThat(series.sum(10, 12).events()).isEqualTo(13);
  }

  @Test
  void knowsNothingOfAMinuteThatNeverCame() {
    assertThat(new MinuteSeries().minute(3)).isEqualTo(Totals.EMPTY);
  }

  record Step(boolean forget, long minute, Totals totals) {}

  @Provide
  Arbitrary<Long> minutes() {
    return Arbitraries.longs().between(95, 130);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Totals> totals =
        SignalDomain.observations()
            .list()
            .ofMaxSize(2)
            .map(SignalDomain::tallyOf)
            .map(tally -> tally.tallied().totals());
    return Combinators.combine(
            Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(9, Arbitraries.just(false)),
                net.jqwik.api.Tuple.of(1, Arbitraries.just(true))),
            Arbitraries.longs().between(100, 125),
            totals)
        .as(Step::new)
        .list()
        .ofMaxSize(40);
  }
}
