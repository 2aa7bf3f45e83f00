package io.signalfactory.baseline;

import java.util.Arrays;
import java.util.Optional;

/**
 * The hours before one hour, as far back as they are learnt from: {@value #DAYS} days. Hours that
 * were not seen whole are left out. Mutable and not thread-safe: filled, asked, thrown away.
 */
public final class HourHistory {

  /** Days that are learnt from. */
  public static final int DAYS = 35;

  /** Hours that are learnt from. */
  public static final int HOURS = DAYS * SeasonModel.DAY;

  private final long hour;
  private final HourCounts[] known = new HourCounts[HOURS];

  /**
   * @param hour the hour that is asked about, in hours since the epoch
   */
  public HourHistory(long hour) {
    this.hour = hour;
  }

  /** The hour that is asked about, in hours since the epoch. */
  public long hour() {
    return hour;
  }

  /**
   * Adds an hour; one that does not lie in the days before is ignored.
   *
   * @param at in hours since the epoch
   */
  public void put(long at, HourCounts counts) {
    long index = at - hour + HOURS;
    if (index >= 0 && index < HOURS) {
      known[(int) index] = counts;
    }
  }

  /** The hour right before, if it is known. */
  public Optional<HourCounts> latest() {
    return Optional.ofNullable(known[HOURS - 1]);
  }

  /** What was counted in each hour up to the end of a quarter; NaN where it is not known. */
  double[] through(int quarters) {
    double[] counts = new double[HOURS];
    Arrays.setAll(counts, i -> known[i] == null ? Double.NaN : (double) known[i].through(quarters));
    return counts;
  }

  /** The index of the first hour that is known; {@link #HOURS} if there is none. */
  int first() {
    int first = 0;
    while (first < HOURS && known[first] == null) {
      first++;
    }
    return first;
  }

  /**
   * Hours that the hour is compared with: those of its slot. A slot of the week comes too seldom,
   * so its neighbours count as well: they tell as much of how counts scatter.
   */
  int samples(int period) {
    int reach = period == SeasonModel.WEEK ? 1 : 0;
    int samples = 0;
    for (int slot = HOURS - period; slot >= 0; slot -= period) {
      for (int i = Math.max(0, slot - reach); i <= slot + reach && i < HOURS; i++) {
        samples += known[i] == null ? 0 : 1;
      }
    }
    return samples;
  }

  /** Hours of the slot itself. */
  int ownSamples(int period) {
    int samples = 0;
    for (int slot = HOURS - period; slot >= 0; slot -= period) {
      samples += known[slot] == null ? 0 : 1;
    }
    return samples;
  }
}
