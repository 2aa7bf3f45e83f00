package io.signalfactory.baseline;

/**
 * The events of one calendar hour, by quarters of an hour. None is negative.
 *
 * @param first events of minutes 0 to 14
 * @param second events of minutes 15 to 29
 * @param third events of minutes 30 to 44
 * @param fourth events of minutes 45 to 59
 */
public record HourCounts(long first, long second, long third, long fourth) {

  /** Quarters that an hour has. */
  public static final int QUARTERS = 4;

  /** Minutes that a quarter has. */
  public static final int QUARTER_MINUTES = 15;

  /**
   * The events from the beginning of the hour to the end of a quarter.
   *
   * @param quarters 1 to 4
   * @throws IllegalArgumentException for any other
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

  /** With {@code more} events in the quarter of a minute, 0 to 59; never below zero. */
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
