package io.signalfactory.baseline;

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

  /**
   * The events of the first quarters of an hour that may begin at any quarter.
   *
   * @param firstQuarter the hour's first quarter, in quarters of an hour since the epoch
   * @param quarters how many of its quarters count, 1 to 4
   * @return NaN if not all of its four quarters are known
   */
  double through(long firstQuarter, int quarters) {
    double sum = 0;
    for (int i = 0; i < HourCounts.QUARTERS; i++) {
      long quarter = firstQuarter + i;
      long index = Math.floorDiv(quarter, HourCounts.QUARTERS) - hour + HOURS;
      if (index < 0 || index >= HOURS || known[(int) index] == null) {
        return Double.NaN;
      }
      if (i < quarters) {
        sum += known[(int) index].quarter(Math.floorMod(quarter, HourCounts.QUARTERS));
      }
    }
    return sum;
  }
}
