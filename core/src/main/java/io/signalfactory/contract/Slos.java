package io.signalfactory.contract;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The service levels that a dataset is judged by. A null member means that the contract sets no
 * limit for that signal: it is observed and never breached.
 *
 * @param freshness limits on the dataset's own staleness
 * @param consumers limits on staleness that single consumers need; no consumer twice
 * @param volume limits on the number of events
 * @param compliance limit on the share of events whose outcome is not FAIL
 * @param quality limit on the share of rule evaluations that pass
 */
public record Slos(
    @Nullable Freshness freshness,
    List<ConsumerFreshness> consumers,
    @Nullable Volume volume,
    @Nullable Compliance compliance,
    @Nullable Quality quality) {

  /** No limits at all. */
  public static final Slos NONE = new Slos(null, List.of(), null, null, null);

  public Slos {
    consumers = List.copyOf(consumers);
  }

  /**
   * Staleness limits.
   *
   * @param maxDelay CRITICAL above this; positive
   * @param warningDelay WARNING above this; below {@code maxDelay}; null for no warning
   */
  public record Freshness(Duration maxDelay, @Nullable Duration warningDelay) {}

  /**
   * A consumer's staleness limit.
   *
   * @param consumer the consumer's name
   * @param maxDelay CRITICAL above this; positive
   * @param warningDelay WARNING above this; below {@code maxDelay}; null for no warning
   */
  public record ConsumerFreshness(
      String consumer, Duration maxDelay, @Nullable Duration warningDelay) {}

  /**
   * Volume limits.
   *
   * @param minEventsPerHour CRITICAL below this; null for no minimum
   * @param maxEventsPerHour CRITICAL above this; null for no maximum
   * @param windowMinutes the trailing window that is judged, 1 to 1440; the hourly limits apply pro
   *     rata; default 60
   * @param anomalyDetection what is unusual, learnt from history; null where the contract has none
   */
  public record Volume(
      @Nullable Long minEventsPerHour,
      @Nullable Long maxEventsPerHour,
      int windowMinutes,
      @Nullable AnomalyDetection anomalyDetection) {}

  /** How volume is compared with its own history. */
  public record AnomalyDetection(
      boolean enabled, Sensitivity sensitivity, Seasonality seasonality) {}

  /** How far from usual is an anomaly. */
  public enum Sensitivity {
    LOW,
    MEDIUM,
    HIGH
  }

  /** Which hours of history an hour is compared with. */
  public enum Seasonality {
    NONE,
    DAILY,
    WEEKLY
  }

  /**
   * Compliance limit.
   *
   * @param minRate CRITICAL below this share, above 0 and at most 1
   * @param windowMinutes the trailing window that is judged, 1 to 1440; default 60
   */
  public record Compliance(double minRate, int windowMinutes) {}

  /**
   * Quality limit.
   *
   * @param minRate CRITICAL below this share, above 0 and at most 1
   * @param windowMinutes the trailing window that is judged, 1 to 1440; default 60
   */
  public record Quality(double minRate, int windowMinutes) {}
}
