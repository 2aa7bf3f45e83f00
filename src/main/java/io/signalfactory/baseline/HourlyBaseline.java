package io.signalfactory.baseline;

import io.signalfactory.contract.Slos.AnomalyDetection;
import io.signalfactory.contract.Slos.Seasonality;
import io.signalfactory.contract.Slos.Sensitivity;

/**
 * What is usual of one calendar hour: how many events by each quarter of it. Immutable. The method,
 * its sources and how well it does are in ADR 0008.
 */
public final class HourlyBaseline {

  /** With fewer samples an hour is not judged by its history. */
  public static final int ENOUGH_SAMPLES = 7;

  /** An hour that is not over is asked about several times, and may still catch up. */
  private static final double CAUTION_BEFORE_THE_END = 1.25;

  private final long hour;
  private final AnomalyDetection how;
  private final int samples;
  private final Band[] bands;

  private HourlyBaseline(long hour, AnomalyDetection how, int samples, Band[] bands) {
    this.hour = hour;
    this.how = how;
    this.samples = samples;
    this.bands = bands;
  }

  /** Learns what is usual of the hour after a history. Costs up to two milliseconds. */
  public static HourlyBaseline of(HourHistory history, AnomalyDetection how) {
    int period = period(how.seasonality());
    int samples = history.samples(period);
    boolean learning = samples < ENOUGH_SAMPLES || history.ownSamples(period) == 0;
    Band[] bands = new Band[learning ? 0 : HourCounts.QUARTERS];
    for (int i = 0; i < bands.length; i++) {
      int quarters = i + 1;
      double deviations = deviations(how.sensitivity());
      bands[i] =
          UsualCount.of(history.through(quarters), history.first(), period)
              .within(
                  quarters == HourCounts.QUARTERS
                      ? deviations
                      : deviations * CAUTION_BEFORE_THE_END);
    }
    return new HourlyBaseline(history.hour(), how, samples, bands);
  }

  /** How many standard deviations are usual; chosen in ADR 0008. */
  static double deviations(Sensitivity sensitivity) {
    return switch (sensitivity) {
      case LOW -> 5.5;
      case MEDIUM -> 4;
      case HIGH -> 3;
    };
  }

  private static int period(Seasonality seasonality) {
    return switch (seasonality) {
      case NONE -> 1;
      case DAILY -> SeasonModel.DAY;
      case WEEKLY -> SeasonModel.WEEK;
    };
  }

  /** Whether this is the baseline of an hour (in hours since the epoch), worked out so. */
  public boolean isOf(long otherHour, AnomalyDetection otherwise) {
    return hour == otherHour && how.equals(otherwise);
  }

  /** Hours that this one is compared with. */
  public int samples() {
    return samples;
  }

  /** Whether there are too few samples to say what is usual. */
  public boolean learning() {
    return bands.length == 0;
  }

  /**
   * What is usual from the beginning of the hour to the end of a quarter.
   *
   * @param quarters 1 to 4
   * @throws IllegalStateException while it is learning
   */
  public Band through(int quarters) {
    if (learning()) {
      throw new IllegalStateException("nothing is usual yet: ask learning() first");
    }
    return bands[quarters - 1];
  }
}
