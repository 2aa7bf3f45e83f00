package io.signalfactory.signal;

import io.signalfactory.baseline.Band;
import io.signalfactory.baseline.HourCounts;
import io.signalfactory.baseline.HourHistory;
import io.signalfactory.baseline.HourlyBaseline;
import io.signalfactory.contract.Slos.AnomalyDetection;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the baselines of the latest two hours of one dataset. Two, because an hour is judged until
 * the first quarter of the next one has ended. A baseline is learnt once, from the hours before its
 * own; if late events change those hours, it shows in the baseline of the next hour.
 *
 * <p>Mutable and not thread-safe.
 */
public final class RecentBaselines implements BaselineSource {

  private final LongFunction<HourHistory> histories;
  private @Nullable HourlyBaseline latest;
  private @Nullable HourlyBaseline before;

  /**
   * @param histories gives the history before an hour, which is in hours since the epoch
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
   * Learns the baseline of an hour before it is needed. Does nothing if it is known already, or if
   * the baseline of the hour before is not known, which is needed first.
   *
   * @param hour in hours since the epoch
   * @return whether it did anything, which takes up to two milliseconds
   */
  public boolean prepare(long hour, AnomalyDetection how) {
    if (knows(hour, how) || !knows(hour - 1, how)) {
      return false;
    }
    var unused = of(hour, how);
    return true;
  }

  /**
   * What is usual for the whole of an hour, if that has been learnt already; null if it has not, or
   * if too little is known for it.
   *
   * @param hour in hours since the epoch
   */
  public @Nullable Band learnt(long hour, AnomalyDetection how) {
    if (!knows(hour, how)) {
      return null;
    }
    HourlyBaseline baseline = of(hour, how);
    return baseline.learning() ? null : baseline.through(HourCounts.QUARTERS);
  }

  private boolean knows(long hour, AnomalyDetection how) {
    return (latest != null && latest.isOf(hour, how)) || (before != null && before.isOf(hour, how));
  }
}
