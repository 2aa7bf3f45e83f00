package io.signalfactory.baseline;

/**
 * The number of events in each quarter of a calendar hour. No number is negative.
 *
 * @param first events of minutes 0 to 14
 * @param second events of minutes 15 to 29
 * @param third events of minutes 30 to 44
 * @param fourth events of minutes 45 to 59
 */
public record HourCounts(long first, long second, long third, long fourth) {

  /** Quarters per hour. */
  public static final int QUARTERS = 4;

  /** Minutes per quarter. */
  public static final int QUARTER_MINUTES = 15;

  /**
   * The number of events from the beginning of the hour to the end of a quarter.
   *
   * @param quarters 1 to 4
   * @throws IllegalArgumentException for any other number
   */
  public long through(int quarters) {
    return switch (quarters) {
      case 1 -> first;
      case 2 -> first + second;
      case 3 -> first + second + third;
      case 4 -> first + second + third + fourth;
      default -> throw new IllegalArgumentException("an hour has quarters 1 to 4, not " + quarters);
    };
  }

  /**
   * The number of events in one quarter.
   *
   * @param index 0 to 3
   */
  long quarter(int index) {
    return through(index + 1) - (index == 0 ? 0 : through(index));
  }

  /**
   * These counts with more events in one quarter.
   *
   * @param minute any minute of the quarter, 0 to 59
   * @param more how many more; the result is never below 0, even if this is negative
   */
  public HourCounts plus(int minute, long more) {
    int quarter = minute / QUARTER_MINUTES;
    return new HourCounts(
        added(first, quarter == 0, more),
        added(second, quarter == 1, more),
        added(third, quarter == 2, more),
        added(fourth, quarter == 3, more));
  }

  private static long added(long count, boolean here, long more) {
    return here ? Math.max(0, count + more) : count;
  }
}
