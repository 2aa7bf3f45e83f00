package io.signalfactory.past;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The hours of one UTC day of a dataset. Immutable.
 *
 * @param hours 24 hours
 */
public record RollupDay(List<RollupHour> hours) {

  /** Hours per day. */
  public static final int HOURS = 24;

  /** A day of which nothing is kept. */
  public static final RollupDay NOTHING =
      new RollupDay(Collections.nCopies(HOURS, RollupHour.NOTHING));

  /**
   * @throws IllegalArgumentException unless there are 24 hours
   */
  public RollupDay {
    if (hours.size() != HOURS) {
      throw new IllegalArgumentException("a day has 24 hours, not " + hours.size());
    }
    hours = List.copyOf(hours);
  }

  /**
   * An hour of the day.
   *
   * @param ofDay 0 to 23
   */
  public RollupHour hour(int ofDay) {
    return hours.get(ofDay);
  }

  /** The day with what was counted of an hour, which replaces what was kept of that. */
  public RollupDay with(int ofDay, HourCount count) {
    return with(ofDay, hour(ofDay).with(count));
  }

  /** The day with what judging an hour came to, which replaces what was kept of that. */
  public RollupDay with(int ofDay, Judged judged) {
    return with(ofDay, hour(ofDay).with(judged));
  }

  private RollupDay with(int ofDay, RollupHour hour) {
    List<RollupHour> changed = new ArrayList<>(hours);
    changed.set(ofDay, hour);
    return new RollupDay(changed);
  }
}
