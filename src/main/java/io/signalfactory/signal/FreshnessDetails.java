package io.signalfactory.signal;

import io.signalfactory.tally.LagTotals;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long events were under way, as the details of the freshness signal: {@code late_events},
 * {@code lateness_seconds} of those that came late, and {@code lag_seconds} of all that carry a
 * time of their own; the latter two with {@code p50}, {@code p95} and {@code p99}, and only where
 * there are any.
 */
public final class FreshnessDetails {

  private static final String LAG = "lag_seconds";

  private FreshnessDetails() {}

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

  /** The lag in the details of a freshness signal; null if they have none. */
  public static @Nullable Lag lag(Map<String, Object> details) {
    return details.get(LAG) instanceof Map<?, ?> lag
            && lag.get("p50") instanceof Number p50
            && lag.get("p95") instanceof Number p95
            && lag.get("p99") instanceof Number p99
        ? new Lag(p50.doubleValue(), p95.doubleValue(), p99.doubleValue())
        : null;
  }

  /**
   * Quantiles of the time from an event to its arrival, in seconds.
   *
   * @param p50 the median
   * @param p95 exceeded by one in twenty
   * @param p99 exceeded by one in a hundred
   */
  public record Lag(double p50, double p95, double p99) {}
}
