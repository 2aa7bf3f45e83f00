package io.signalfactory.baseline;

import java.util.Arrays;
import java.util.Optional;

/**
 * The {@value #DAYS} days before one hour, from which its baseline is learnt. Hours that were not
 * observed as a whole are missing. Mutable and not thread-safe.
 */
public final class HourHistory {

  /** The days that are learnt from. */
  static final int DAYS = 35;

  /** The hours that are learnt from. */
  public static final int HOURS = DAYS * SeasonModel.DAY;

  private final long hour;
  private final HourCounts[] known = new HourCounts[HOURS];

  /**
   * @param hour the hour after this history, in hours since the epoch
   */
  public HourHistory(long hour) {
    this.hour = hour;
  }

  /** The hour after this history, in hours since the epoch. */
  public long hour() {
    return hour;
  }

  /**
   * Adds an hour; an hour outside this history is ignored.
   *
   * @param at the hour, in hours since the epoch
   */
  public void put(long at, HourCounts counts) {
    long index = at - hour + HOURS;
    if (index >= 0 && index < HOURS) {
      known[(int) index] = counts;
    }
  }

  /** The last hour of this history, if it is known. */
  public Optional<HourCounts> latest() {
    return Optional.ofNullable(known[HOURS - 1]);
  }

  /** The events of each hour up to the end of a quarter; NaN if the hour is not known. */
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
   * How many known hours the hour after this history is compared with: those of its slot. A slot of
   * the week has few hours, so the hours next to them are included: counts vary there in the same
   * way.
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

  /** How many known hours the slot itself has. */
  int ownSamples(int period) {
    int samples = 0;
    for (int slot = HOURS - period; slot >= 0; slot -= period) {
      samples += known[slot] == null ? 0 : 1;
    }
    return samples;
  }
}
