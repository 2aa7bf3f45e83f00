package io.signalfactory.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Slos.Sensitivity;
import org.junit.jupiter.api.Test;

/**
 * Guards the detection quality that ADR 8 is based on, with a seed that nothing was tuned on. The
 * limits are a little below the worst seed of the comparison.
 */
class DetectionQualityTest {

  private static final long[] SEED = {201};

  private static Score medium() {
    double[] deviations = {HourlyBaseline.deviations(Sensitivity.MEDIUM)};
    return DetectorComparison.bySeed(
        DetectorComparison.scores(new Detectors.Ours(), deviations, SEED).get(0))[0];
  }

  @Test
  void findsMostIncidentsWithHardlyAnyFalseAlarm() {
    // given all families of series
    // when
    Score score = medium();
    // then
    assertThat(score.precision()).isGreaterThan(0.96);
    assertThat(score.recall()).isGreaterThan(0.80);
    assertThat(score.falseAlarmsAWeek()).isLessThan(0.1);
  }
}
