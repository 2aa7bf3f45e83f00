package io.signalfactory.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Slos.Sensitivity;
import org.junit.jupiter.api.Test;

/**
 * Holds the method to what ADR 0008 says of it, on one seed that nothing was tuned on. The floors
 * are a little below the worst seed of the comparison.
 */
class DetectionQualityTest {

  private static final long[] SEED = {201};

  private static Score medium() {
    double[] deviations = {HourlyBaseline.deviations(Sensitivity.MEDIUM)};
    return DetectorComparison.bySeed(
        DetectorComparison.scores(new Detectors.Ours(), deviations, SEED).get(0))[0];
  }

  @Test
  void findsMostIncidentsWithHardlyAFalseAlarm() {
    // given all families of series
    // when
    Score score = medium();
    // then
    assertThat(score.precision()).isGreaterThan(0.96);
    assertThat(score.recall()).isGreaterThan(0.80);
    assertThat(score.falseAlarmsAWeek()).isLessThan(0.1);
  }
}
