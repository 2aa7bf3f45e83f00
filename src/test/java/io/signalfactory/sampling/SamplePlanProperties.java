package io.signalfactory.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.sampling.SamplePlan.Span;
import io.signalfactory.sampling.SamplePlan.Stretch;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SamplePlanProperties {

  @Provide
  Arbitrary<Map<Integer, Span>> spans() {
    Arbitrary<Span> span =
        Combinators.combine(Arbitraries.longs().between(0, 1L << 40), sizes())
            .as((begin, size) -> new Span(begin, begin + size));
    return Arbitraries.maps(Arbitraries.integers().between(0, 99), span).ofMaxSize(12);
  }

  private static Arbitrary<Long> sizes() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, 30),
        Arbitraries.longs().between(0, 5_000),
        Arbitraries.longs().between(0, 1L << 40));
  }

  private static List<Stretch> all(SamplePlan plan) {
    return plan.rounds().stream().flatMap(List::stream).toList();
  }

  private static long size(List<Stretch> stretches) {
    return stretches.stream().mapToLong(stretch -> stretch.to() - stretch.from()).sum();
  }

  @Property
  void readsNoMoreThanWantedAndNothingTwice(
      @ForAll("spans") Map<Integer, Span> spans, @ForAll @IntRange(min = 1, max = 5_000) int max) {
    // when
    List<Stretch> stretches = all(SamplePlan.of(spans, max));
    // then
    assertThat(size(stretches)).isLessThanOrEqualTo(max);
    stretches.stream()
        .collect(Collectors.groupingBy(Stretch::partition))
        .forEach(
            (partition, ofOne) -> {
              long read = spans.get(partition).begin();
              for (Stretch stretch :
                  ofOne.stream().sorted(Comparator.comparingLong(Stretch::from)).toList()) {
                assertThat(stretch.from()).isGreaterThanOrEqualTo(read);
                assertThat(stretch.to()).isGreaterThan(stretch.from());
                read = stretch.to();
              }
              assertThat(read).as("the latest are read").isEqualTo(spans.get(partition).end());
            });
  }

  @Property
  void readsEveryPartitionAndAsMuchAsThereIs(
      @ForAll("spans") Map<Integer, Span> spans,
      @ForAll @IntRange(min = 120, max = 5_000) int max) {
    // given
    long there = spans.values().stream().mapToLong(Span::size).sum();
    long partitions = spans.values().stream().filter(span -> span.size() > 0).count();
    // when
    List<Stretch> stretches = all(SamplePlan.of(spans, max));
    // then: what does not divide by the number of places is left
    assertThat(size(stretches))
        .isGreaterThanOrEqualTo(Math.min(there, max) - SamplePlan.PLACES * partitions);
    assertThat(stretches.stream().map(Stretch::partition).distinct().count()).isEqualTo(partitions);
  }

  @Example
  void readsTheEndFirstAndThenTheBeginningAndThenWhatIsBetween() {
    // when
    SamplePlan plan = SamplePlan.of(Map.of(3, new Span(1_000, 2_000)), 100);
    // then
    assertThat(all(plan).stream().map(Stretch::from))
        .containsExactly(
            1_990L, 1_000L, 1_440L, 1_660L, 1_220L, 1_770L, 1_110L, 1_330L, 1_550L, 1_880L);
  }

  @Example
  void letsLargePartitionsGiveWhatSmallOnesLack() {
    // when
    SamplePlan plan =
        SamplePlan.of(Map.of(0, new Span(0, 10), 1, new Span(0, 90_000), 2, new Span(5, 5)), 1_010);
    // then
    assertThat(size(all(plan))).isEqualTo(1_010);
    assertThat(plan.rounds().get(0)).contains(new Stretch(0, 0, 10));
    assertThat(plan.rounds()).hasSize(SamplePlan.PLACES);
  }
}
