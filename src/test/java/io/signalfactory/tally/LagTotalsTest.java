package io.signalfactory.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LagTotalsTest {

  private static final long WEEK = 7 * 24 * 3_600;

  @Property
  void isWithinThreeAndAFifthPercentOfTheTrueQuantile(
      @ForAll @NotEmpty List<@LongRange(max = WEEK) Long> seconds) {
    // given
    LagTotals lags = counted(seconds, Long.MAX_VALUE);

    // when
    LagTotals.Quantiles quantiles = lags.lag();

    // then
    assertThat(quantiles.p50()).isCloseTo(exact(seconds, 0.5), Percentage.withPercentage(3.2));
    assertThat(quantiles.p95()).isCloseTo(exact(seconds, 0.95), Percentage.withPercentage(3.2));
    assertThat(quantiles.p99()).isCloseTo(exact(seconds, 0.99), Percentage.withPercentage(3.2));
  }

  @Property
  void findsQuantilesAsAHistogramDoes(@ForAll @NotEmpty List<@LongRange(max = WEEK) Long> seconds) {
    // given
    Histogram histogram = new Histogram(1, LagScale.MAX_SECONDS, 1);
    seconds.forEach(histogram::recordValue);

    // when
    LagTotals.Quantiles quantiles = counted(seconds, Long.MAX_VALUE).lag();

    // then
    assertThat(quantiles)
        .isEqualTo(
            new LagTotals.Quantiles(
                middle(histogram, 0.5), middle(histogram, 0.95), middle(histogram, 0.99)));
  }

  private static long middle(Histogram histogram, double quantile) {
    long all = histogram.getTotalCount();
    double percentile = 100 * (quantile * all) / all;
    return histogram.medianEquivalentValue(histogram.getValueAtPercentile(percentile));
  }

  @Property
  void givesTheLagOfLateRecordsAlone(
      @ForAll List<@LongRange(max = WEEK) Long> seconds,
      @ForAll @LongRange(max = WEEK) long grace) {
    // given
    LagTotals lags = counted(seconds, grace);
    List<Long> late = seconds.stream().filter(lag -> lag > grace).toList();

    // when
    LagTotals.Quantiles quantiles = lags.lateness();

    // then
    assertThat(lags.late()).isEqualTo(late.size());
    assertThat(quantiles == null).isEqualTo(late.isEmpty());
    if (quantiles != null) {
      assertThat(quantiles.p50()).isCloseTo(exact(late, 0.5), Percentage.withPercentage(3.2));
      assertThat(quantiles.p99()).isCloseTo(exact(late, 0.99), Percentage.withPercentage(3.2));
    }
  }

  @Property
  void addsUpToTheLagsOfTheWholeSpan(
      @ForAll List<@LongRange(max = WEEK) Long> seconds,
      @ForAll @LongRange(max = WEEK) long grace) {
    // given
    int third = seconds.size() / 3;
    LagTotals a = counted(seconds.subList(0, third), grace);
    LagTotals b = counted(seconds.subList(third, 2 * third), grace);
    LagTotals c = counted(seconds.subList(2 * third, seconds.size()), grace);

    // when
    LagTotals sum = a.plus(b).plus(c);

    // then
    assertThat(sum).isEqualTo(counted(seconds, grace));
    assertThat(sum).isEqualTo(c.plus(b.plus(a)));
  }

  @Property
  void subtractsAPart(
      @ForAll List<@LongRange(max = WEEK) Long> seconds,
      @ForAll List<@LongRange(max = 40) Long> others,
      @ForAll @LongRange(max = WEEK) long grace) {
    // given
    LagTotals part = counted(seconds, grace);
    LagTotals rest = counted(others, grace);

    // when
    LagTotals left = part.plus(rest).minus(part);

    // then
    assertThat(left).isEqualTo(rest);
  }

  @Test
  void isExactBelowHalfAMinute() {
    assertThat(counted(LongStream.range(0, 32).boxed().toList(), 100).lag())
        .isEqualTo(new LagTotals.Quantiles(15, 30, 31));
  }

  @Test
  void countsLagsBeyondTheScaleInItsFirstAndLastBucket() {
    LagCounter counter = new LagCounter();

    counter.add(0, -5_000, false);
    counter.add(1, Long.MAX_VALUE, true);

    assertThat(counter.totals().buckets()).hasSize(2).startsWith(0);
    assertThat(counter.totals().records()).isEqualTo(2);
  }

  @Test
  void hasAsManyBucketsAsDocumented() {
    long buckets =
        LongStream.rangeClosed(0, LagScale.MAX_SECONDS).filter(LagScale::isBucket).count();

    assertThat(buckets).isEqualTo(LagScale.MAX_BUCKETS);
  }

  private static LagTotals counted(List<Long> seconds, long graceSeconds) {
    LagCounter counter = new LagCounter();
    for (int i = 0; i < seconds.size(); i++) {
      counter.add(i, seconds.get(i) * 1_000, seconds.get(i) > graceSeconds);
    }
    return counter.totals();
  }

  private static long exact(List<Long> seconds, double quantile) {
    int rank = (int) Math.max(1, Math.ceil(quantile * seconds.size()));
    return seconds.stream().sorted().toList().get(rank - 1);
  }
}
