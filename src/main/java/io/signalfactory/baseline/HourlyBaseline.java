package io.signalfactory.baseline;

import io.signalfactory.contract.Slos.AnomalyDetection;
import io.signalfactory.contract.Slos.Seasonality;
import io.signalfactory.contract.Slos.Sensitivity;

/**
 * What is usual for one calendar hour: the number of events up to each quarter of it. Immutable.
 * ADR 0008 describes the method, its sources and its results.
 */
public final class HourlyBaseline {

  /** An hour with fewer samples is not judged by its history. */
  public static final int ENOUGH_SAMPLES = 7;

  /** An hour is judged several times before its end, and may still catch up. */
  private static final double CAUTION_BEFORE_THE_END = 1.25;

  private final long hour;
  private final AnomalyDetection how;
  private final int samples;
  private final Band[] bands;
  private final boolean exception;

  private HourlyBaseline(
      long hour, AnomalyDetection how, int samples, Band[] bands, boolean exception) {
    this.hour = hour;
    this.how = how;
    this.samples = samples;
    this.bands = bands;
    this.exception = exception;
  }

  /** Learns what is usual for the hour after a history. This takes up to two milliseconds. */
  public static HourlyBaseline of(HourHistory history, AnomalyDetection how) {
    int period = period(how.seasonality());
    if (LocalHours.isException(history.hour(), how)) {
      return new HourlyBaseline(history.hour(), how, 0, new Band[0], true);
    }
    LocalHours hours = LocalHours.before(history, how);
    int samples = hours.samples(period);
    boolean learning = samples < ENOUGH_SAMPLES || hours.ownSamples(period) == 0;
    Band[] bands = new Band[learning ? 0 : HourCounts.QUARTERS];
    for (int i = 0; i < bands.length; i++) {
      int quarters = i + 1;
      double deviations = deviations(how.sensitivity());
      bands[i] =
          UsualCount.of(hours.through(quarters), hours.first(), period)
              .within(
                  quarters == HourCounts.QUARTERS
                      ? deviations
                      : deviations * CAUTION_BEFORE_THE_END);
    }
    return new HourlyBaseline(history.hour(), how, samples, bands, false);
  }

  /** How many standard deviations are usual; ADR 0008 explains the numbers. */
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

  /** Whether this is the baseline of an hour (in hours since the epoch), learnt in this way. */
  public boolean isOf(long otherHour, AnomalyDetection otherwise) {
    return hour == otherHour && how.equals(otherwise);
  }

  /** How many known hours the hour is compared with. */
  public int samples() {
    return samples;
  }

  /** Whether nothing is usual: there are too few samples, or it is an exception. */
  public boolean learning() {
    return bands.length == 0;
  }

  /** Whether the contract names the date of the hour as one that is not judged. */
  public boolean isException() {
    return exception;
  }

  /**
   * The usual range of events from the beginning of the hour to the end of a quarter.
   *
   * @param quarters 1 to 4
   * @throws IllegalStateException while it is learning
   */
  public Band through(int quarters) {
    if (learning()) {
      throw new IllegalStateException("nothing is usual yet: check learning() first");
    }
    return bands[quarters - 1];
  }
}
