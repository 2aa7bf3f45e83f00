package io.signalfactory.signal;

import io.signalfactory.tally.LagTotals;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lags in the details of the freshness signal: {@code late_events} is their number, {@code
 * lateness_seconds} the lag of the late events, and {@code lag_seconds} the lag of all events with
 * a valid event time. The last two have {@code p50}, {@code p95} and {@code p99}, and are absent if
 * there is no such event.
 */
public final class FreshnessDetails {

  private static final String LAG = "lag_seconds";

  private FreshnessDetails() {}

  /** The members of the details for these lags. */
  static Map<String, Object> members(LagTotals lags) {
    Map<String, Object> members = new TreeMap<>();
    members.put("late_events", lags.late());
    put(members, "lateness_seconds", lags.lateness());
    put(members, LAG, lags.lag());
    return members;
  }

  private static void put(
      Map<String, Object> members, String name, LagTotals.@Nullable Quantiles quantiles) {
    if (quantiles != null) {
      members.put(
          name,
          new TreeMap<String, Object>(
              Map.of("p50", quantiles.p50(), "p95", quantiles.p95(), "p99", quantiles.p99())));
    }
  }

  /** The member {@code lag_seconds} of the details of a freshness signal; null if it is absent. */
  public static @Nullable Lag lag(Map<String, Object> details) {
    return details.get(LAG) instanceof Map<?, ?> lag
            && lag.get("p50") instanceof Number p50
            && lag.get("p95") instanceof Number p95
            && lag.get("p99") instanceof Number p99
        ? new Lag(p50.doubleValue(), p95.doubleValue(), p99.doubleValue())
        : null;
  }

  /**
   * Quantiles of the lag, in seconds.
   *
   * @param p50 the median
   * @param p95 exceeded by one event in twenty
   * @param p99 exceeded by one event in a hundred
   */
  public record Lag(double p50, double p95, double p99) {}
}
