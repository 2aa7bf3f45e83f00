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
public final class RecentBaselines implements BaselineSource {

  private final LongFunction<HourHistory> histories;
  private @Nullable HourlyBaseline latest;
  private @Nullable HourlyBaseline before;

  /**
   * @param histories the hours before one
   */
  public RecentBaselines(LongFunction<HourHistory> histories) {
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

  /**
   * Works out the baseline of an hour before it is asked for.
   *
   * @return whether that cost anything: not if it is known already, nor if the hour before is not,
   *     which is asked for first
   */
  public boolean prepare(long hour, AnomalyDetection how) {
    if (knows(hour, how) || !knows(hour - 1, how)) {
      return false;
    }
    var unused = of(hour, how);
    return true;
  }

  private boolean knows(long hour, AnomalyDetection how) {
    return (latest != null && latest.isOf(hour, how)) || (before != null && before.isOf(hour, how));
  }
}
