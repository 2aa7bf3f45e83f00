package io.signalfactory.signal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PassRateTest {

  @Test
  void aFewFailuresOfFewEventsAreChanceAndTheSameShareOfManyIsNot() {
    assertThat(new PassRate(50, 47).failsBeyondChance(0.02)).isFalse();
    assertThat(new PassRate(5_000, 4_700).failsBeyondChance(0.02)).isTrue();
  }

  @Test
  void allFailingIsNeverChance() {
    assertThat(new PassRate(20, 0).failsBeyondChance(0.05)).isTrue();
  }

  @Test
  void oneFailureWhereNoneIsAllowedIsNotChance() {
    assertThat(new PassRate(1_000_000, 999_999).failsBeyondChance(0)).isTrue();
  }

  @Test
  void noEventsAreNoFailure() {
    assertThat(new PassRate(0, 0).failsBeyondChance(0)).isFalse();
  }

  /**
   * By the exact binomial distribution: only what is unlikely is beyond chance, and everything that
   * is very unlikely is.
   */
  @Property(tries = 2_000)
  void agreesWithTheBinomialDistributionOnWhatIsUnlikely(
      @ForAll @IntRange(min = 1, max = 500) int total,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll @DoubleRange(min = 0.01, max = 0.9) double errorRate) {
    // given
    int failed = (int) Math.round(share * total);
    double chance = chanceOfAtLeast(failed, total, errorRate);
    // when
    boolean beyond = new PassRate(total, total - failed).failsBeyondChance(errorRate);
    // then
    if (beyond) {
      assertThat(chance).isLessThanOrEqualTo(1e-4 * (1 + 1e-9));
    } else if ((double) failed / total > errorRate) {
      assertThat(chance).isGreaterThan(1e-7);
    }
  }

  private static double chanceOfAtLeast(int failed, int total, double rate) {
    double sum = 0;
    for (int k = failed; k <= total; k++) {
      double log = k * Math.log(rate) + (total - k) * Math.log(1 - rate);
      for (int i = 1; i <= k; i++) {
        log += Math.log((double) (total - k + i) / i);
      }
      sum += Math.exp(log);
    }
    return sum;
  }
}
