package io.signalfactory.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.signalfactory.contract.Slos.AnomalyDetection;
import io.signalfactory.contract.Slos.Seasonality;
import io.signalfactory.contract.Slos.Sensitivity;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class HourlyBaselineTest {

  private static final int DAY = 24;
  private static final int WEEK = 7 * DAY;

  /** A Monday, in hours since the epoch. */
  private static final long NOW = 492_000L / WEEK * WEEK + 4 * DAY;

  private static AnomalyDetection medium(Seasonality seasonality) {
    return new AnomalyDetection(true, Sensitivity.MEDIUM, seasonality);
  }

  private static HourCounts even(double count) {
    long quarter = Math.round(count / 4);
    return new HourCounts(quarter, quarter, quarter, quarter);
  }

  /** A number of hours before now, with counts by their age in hours. */
  private static HourHistory history(int hours, LongToDoubleFunction counts) {
    HourHistory history = new HourHistory(NOW);
    for (int age = 1; age <= hours; age++) {
      history.put(NOW - age, even(counts.applyAsDouble(age)));
    }
    return history;
  }

  private static Band daily(HourHistory history) {
    return HourlyBaseline.of(history, medium(Seasonality.DAILY)).through(4);
  }

  /** The count of an hour in a day with a peak. */
  private static double shape(long age) {
    return 1 + 0.6 * Math.cos(age * 2 * Math.PI / DAY);
  }

  private static double noise(long age, double size) {
    return Math.exp(size * new Random(age * 7_919).nextGaussian());
  }

  @Test
  void learnsBelowSevenSamplesOfTheSameHour() {
    // given
    HourHistory six = history(6 * DAY, age -> 1_000);
    HourHistory seven = history(7 * DAY, age -> 1_000);
    // when
    HourlyBaseline learning = HourlyBaseline.of(six, medium(Seasonality.DAILY));
    // then
    assertThat(learning.learning()).isTrue();
    assertThat(learning.samples()).isEqualTo(6);
    assertThatThrownBy(() -> learning.through(4)).isInstanceOf(IllegalStateException.class);
    assertThat(HourlyBaseline.of(seven, medium(Seasonality.DAILY)).learning()).isFalse();
  }

  @Test
  void anHourOfTheWeekHasItsNeighboursAsSamples() {
    // given
    HourHistory two = history(2 * WEEK, age -> 1_000);
    HourHistory three = history(3 * WEEK + 1, age -> 1_000);
    // when
    HourlyBaseline learning = HourlyBaseline.of(two, medium(Seasonality.WEEKLY));
    // then
    assertThat(learning.learning()).isTrue();
    assertThat(learning.samples()).isEqualTo(5);
    assertThat(HourlyBaseline.of(three, medium(Seasonality.WEEKLY)).learning()).isFalse();
  }

  @Test
  void withoutSeasonEveryHourIsASample() {
    // given
    HourHistory hours = history(7, age -> 1_000);
    // when
    HourlyBaseline baseline = HourlyBaseline.of(hours, medium(Seasonality.NONE));
    // then
    assertThat(baseline.learning()).isFalse();
    assertThat(baseline.through(4).judge(0)).isEqualTo(Deviation.FAR_BELOW);
    assertThat(baseline.through(4).judge(1_000)).isEqualTo(Deviation.NONE);
  }

  @Test
  void hoursThatWereNotObservedAreNotSamples() {
    // given
    HourHistory gaps = new HourHistory(NOW);
    for (int age = 1; age <= 10 * DAY; age++) {
      if (age % DAY != 0 || age <= 5 * DAY) {
        gaps.put(NOW - age, even(1_000));
      }
    }
    // when
    HourlyBaseline baseline = HourlyBaseline.of(gaps, medium(Seasonality.DAILY));
    // then
    assertThat(baseline.samples()).isEqualTo(5);
  }

  @Test
  void oneBadDayDoesNotPoison() {
    // given
    Band clean = daily(history(8 * DAY, age -> 1_000 * shape(age) * noise(age, 0.05)));
    // when a whole day was silent
    Band poisoned =
        daily(
            history(
                8 * DAY,
                age -> age > DAY && age <= 2 * DAY ? 0 : 1_000 * shape(age) * noise(age, 0.05)));
    // then
    assertThat(poisoned.expected()).isCloseTo(clean.expected(), within(0.1 * clean.expected()));
    assertThat(poisoned.judge(0)).isEqualTo(Deviation.FAR_BELOW);
    assertThat(poisoned.judge(Math.round(clean.expected() * 3))).isNotEqualTo(Deviation.NONE);
  }

  @Property(tries = 40)
  void steadyGrowthIsNotAnIncident(
      @ForAll @DoubleRange(min = -0.03, max = 0.03) double aDay,
      @ForAll @IntRange(min = 7 * DAY, max = 40 * DAY) int hours) {
    // given
    HourHistory growing =
        history(hours, age -> 20_000 * Math.exp(-aDay * age / DAY) * shape(age) * noise(age, 0.04));
    // when
    Band band = daily(growing);
    // then
    assertThat(band.judge(Math.round(20_000 * shape(0)))).isEqualTo(Deviation.NONE);
    assertThat(band.judge(0)).isEqualTo(Deviation.FAR_BELOW);
  }

  @Test
  void aNewLevelIsAnIncidentAtFirstAndUsualAfterThreeDays() {
    // given half of what it was, for half a day and for three days
    HourHistory fresh = history(20 * DAY, age -> (age <= 12 ? 500 : 1_000) * noise(age, 0.05));
    HourHistory settled =
        history(20 * DAY, age -> (age <= 3 * DAY ? 500 : 1_000) * noise(age, 0.05));
    // when
    Deviation atFirst = daily(fresh).judge(500);
    // then
    assertThat(atFirst).isNotEqualTo(Deviation.NONE);
    assertThat(daily(settled).judge(500)).isEqualTo(Deviation.NONE);
    assertThat(daily(settled).judge(0)).isEqualTo(Deviation.FAR_BELOW);
  }

  @Test
  void aWeekendIsUsualInItsSecondWeekEvenIfTheContractIsDaily() {
    // given two weeks up to a Saturday, with weekends of a third
    HourHistory weeks = new HourHistory(NOW);
    for (int age = 1; age <= 14 * DAY; age++) {
      boolean weekend = Math.floorMod(-age, WEEK) < 2 * DAY;
      weeks.put(NOW - age, even((weekend ? 300 : 1_000) * noise(age, 0.05)));
    }
    // when
    Deviation saturday = daily(weeks).judge(300);
    // then
    assertThat(saturday).isEqualTo(Deviation.NONE);
    assertThat(daily(weeks).judge(0)).isEqualTo(Deviation.FAR_BELOW);
  }

  @Test
  void silenceIsUsualIfThereNeverWasAnEvent() {
    // given
    Band band = daily(history(35 * DAY, age -> 0));
    // when
    Deviation silent = band.judge(0);
    // then
    assertThat(silent).isEqualTo(Deviation.NONE);
    assertThat(band.judge(1)).isEqualTo(Deviation.NONE);
    assertThat(band.judge(1_000)).isEqualTo(Deviation.FAR_ABOVE);
  }

  @Property(tries = 60)
  void aBandIsOrderedAndContainsTheExpectedCountWhateverTheCountsAre(
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000_000L) long largest,
      @ForAll long seed,
      @ForAll @IntRange(min = WEEK, max = 36 * DAY) int hours,
      @ForAll Seasonality seasonality,
      @ForAll Sensitivity sensitivity) {
    // given
    Random random = new Random(seed);
    HourHistory wild = history(hours, age -> random.nextDouble() * largest);
    // when
    HourlyBaseline baseline =
        HourlyBaseline.of(wild, new AnomalyDetection(true, sensitivity, seasonality));
    // then
    if (baseline.learning()) {
      return;
    }
    for (int quarter = 1; quarter <= 4; quarter++) {
      Band band = baseline.through(quarter);
      assertThat(band.farBelow()).isBetween(0.0, band.low());
      assertThat(band.low()).isLessThanOrEqualTo(band.expected() + 1);
      assertThat(band.high()).isGreaterThanOrEqualTo(band.expected() - 1).isFinite();
      assertThat(band.farAbove()).isGreaterThanOrEqualTo(band.high()).isFinite();
    }
  }

  @Property(tries = 30)
  void tenTimesTheCountsAreTenTimesTheBand(@ForAll @DoubleRange(min = 1e4, max = 1e9) double mean) {
    // given counts so large that chance does not matter
    Band one = daily(history(20 * DAY, age -> mean * shape(age) * noise(age, 0.1)));
    // when
    Band ten = daily(history(20 * DAY, age -> 10 * mean * shape(age) * noise(age, 0.1)));
    // then
    assertThat(ten.low() / one.low()).isCloseTo(10, within(0.5));
    assertThat(ten.high() / one.high()).isCloseTo(10, within(0.5));
  }

  @Test
  void aHigherSensitivityHasANarrowerBand() {
    // given
    HourHistory noisy = history(20 * DAY, age -> 1_000 * noise(age, 0.1));
    // when
    Band high =
        HourlyBaseline.of(noisy, new AnomalyDetection(true, Sensitivity.HIGH, Seasonality.DAILY))
            .through(4);
    // then
    Band low =
        HourlyBaseline.of(noisy, new AnomalyDetection(true, Sensitivity.LOW, Seasonality.DAILY))
            .through(4);
    assertThat(high.low()).isGreaterThan(low.low());
    assertThat(high.high()).isLessThan(low.high());
  }

  @Test
  void itKnowsWhatIsUsualByEachQuarter() {
    // given a batch that comes in the last quarter
    HourHistory batches = new HourHistory(NOW);
    for (int age = 1; age <= 10 * DAY; age++) {
      batches.put(NOW - age, new HourCounts(0, 0, 0, 1_000));
    }
    // when
    HourlyBaseline baseline = HourlyBaseline.of(batches, medium(Seasonality.DAILY));
    // then
    assertThat(baseline.through(3).judge(0)).isEqualTo(Deviation.NONE);
    assertThat(baseline.through(4).judge(0)).isEqualTo(Deviation.FAR_BELOW);
  }
}
