package io.signalfactory.past;

/**
 * Consecutive windows, each one step long, aligned to multiples of the step since the epoch.
 *
 * @param fromMinute the first minute of the first window, in minutes since the epoch
 * @param toMinute the minute after the last window, in minutes since the epoch
 * @param stepMinutes the length of a window in minutes, at least 1
 */
public record WindowSpan(long fromMinute, long toMinute, int stepMinutes) {

  private static final int MINUTES_PER_HOUR = 60;

  /**
   * @throws IllegalArgumentException if there is no window, or one is not aligned
   */
  public WindowSpan {
    if (stepMinutes < 1
        || fromMinute >= toMinute
        || Math.floorMod(fromMinute, stepMinutes) != 0
        || Math.floorMod(toMinute, stepMinutes) != 0) {
      throw new IllegalArgumentException(
          "no windows of "
              + stepMinutes
              + " minutes lead from minute "
              + fromMinute
              + " to minute "
              + toMinute);
    }
  }

  /** How many windows there are. */
  public long windows() {
    return (toMinute - fromMinute) / stepMinutes;
  }

  /** The first minute of a window, in minutes since the epoch. */
  public long firstMinute(int window) {
    return fromMinute + (long) window * stepMinutes;
  }

  /** The window that a minute of the span is in. */
  public int windowOf(long minute) {
    return (int) ((minute - fromMinute) / stepMinutes);
  }

  /** Whether each window consists of whole calendar hours (UTC). */
  public boolean ofWholeHours() {
    return stepMinutes % MINUTES_PER_HOUR == 0;
  }

  /** The hour of the first minute, in hours since the epoch. */
  public long firstHour() {
    return Math.floorDiv(fromMinute, MINUTES_PER_HOUR);
  }

  /** The hour of the last minute, in hours since the epoch. */
  public long lastHour() {
    return Math.floorDiv(toMinute - 1, MINUTES_PER_HOUR);
  }
}
