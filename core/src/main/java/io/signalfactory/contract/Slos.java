package io.signalfactory.contract;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The service levels by which a dataset is judged. Null means that the contract sets no limit for
 * that signal: it is observed and never breached.
 *
 * @param freshness limits for the time since the dataset's latest event
 * @param consumers limits for the same time that single consumers need; no consumer is there twice
 * @param volume limits for the number of events
 * @param compliance limit for the share of events whose outcome is not FAIL
 * @param quality limit for the share of rule evaluations that pass
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
   * Limits for the time since the latest event.
   *
   * @param maxDelay CRITICAL above this; positive
   * @param warningDelay WARNING above this; below {@code maxDelay}; null for no warning
   */
  public record Freshness(Duration maxDelay, @Nullable Duration warningDelay) {}

  /**
   * Limits that a consumer needs for the time since the latest event.
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
   * @param windowMinutes the length of the trailing window, 1 to 1440; the hourly limits are scaled
   *     to it; default 60
   * @param anomalyDetection how to compare with the dataset's own history; null for not at all
   */
  public record Volume(
      @Nullable Long minEventsPerHour,
      @Nullable Long maxEventsPerHour,
      int windowMinutes,
      @Nullable AnomalyDetection anomalyDetection) {}

  /**
   * How the volume of an hour is compared with the dataset's own history.
   *
   * @param timeZone the zone whose clock the hours of the day and the days of the week follow
   * @param exceptions dates in that zone that are neither learnt from nor judged; in order, none
   *     twice
   */
  public record AnomalyDetection(
      boolean enabled,
      Sensitivity sensitivity,
      Seasonality seasonality,
      ZoneId timeZone,
      List<LocalDate> exceptions) {

    /** The zone if a contract names none. */
    public static final ZoneId DEFAULT_TIME_ZONE = ZoneId.of("UTC");

    public AnomalyDetection {
      exceptions = exceptions.stream().sorted().distinct().toList();
    }

    /** By the clock of UTC, without exceptions. */
    public AnomalyDetection(boolean enabled, Sensitivity sensitivity, Seasonality seasonality) {
      this(enabled, sensitivity, seasonality, DEFAULT_TIME_ZONE, List.of());
    }

    /** Whether part of the hour that begins at a time of the zone's clock is on such a date. */
    public boolean isException(LocalDateTime hour) {
      return !exceptions.isEmpty()
          && (exceptions.contains(hour.toLocalDate())
              || exceptions.contains(hour.plusMinutes(59).toLocalDate()));
    }
  }

  /** How far from usual an hour must be to count as an anomaly; HIGH finds the most. */
  public enum Sensitivity {
    LOW,
    MEDIUM,
    HIGH
  }

  /** Which earlier hours an hour is compared with. */
  public enum Seasonality {
    NONE,
    DAILY,
    WEEKLY
  }

  /**
   * The limit for compliance.
   *
   * @param minRate CRITICAL below this share; above 0 and at most 1
   * @param windowMinutes the length of the trailing window, 1 to 1440; default 60
   */
  public record Compliance(double minRate, int windowMinutes) {}

  /**
   * The limit for quality.
   *
   * @param minRate CRITICAL below this share; above 0 and at most 1
   * @param windowMinutes the length of the trailing window, 1 to 1440; default 60
   */
  public record Quality(double minRate, int windowMinutes) {}
}
