package io.signalfactory.signal;

import io.signalfactory.baseline.HourHistory;
import io.signalfactory.baseline.HourlyBaseline;
import io.signalfactory.contract.Slos.AnomalyDetection;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The baselines of the latest two hours of one dataset: an hour is judged until the first quarter
 * of the next one is over. Each is worked out once, from the hours before its own; what late events
 * change of those counts from the next hour on.
 */
public final class Baselines implements UsualHours {

  private final LongFunction<HourHistory> histories;
  private @Nullable HourlyBaseline latest;
  private @Nullable HourlyBaseline before;

  /**
   * @param histories the hours before one
   */
  public Baselines(LongFunction<HourHistory> histories) {
    this.histories = histories;
  }

  @Override
  public HourlyBaseline of(long hour, AnomalyDetection how) {
    if (latest != null && latest.isOf(hour, how)) {
      return latest;
    }
    if (before != null && before.isOf(hour, how)) {
      return before;
    }
    HourlyBaseline found = HourlyBaseline.of(histories.apply(hour), how);
    before = latest;
    latest = found;
    return found;
  }

  /** Whether an hour can be asked for at no cost. */
  public boolean knows(long hour, AnomalyDetection how) {
    return (latest != null && latest.isOf(hour, how)) || (before != null && before.isOf(hour, how));
  }
}
