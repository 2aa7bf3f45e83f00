package io.signalfactory.stream.signals;

import io.signalfactory.baseline.HourCounts;
import org.jspecify.annotations.Nullable;

/**
 * The closed hours of one UTC day of one dataset. Hours that were not counted whole are missing.
 */
final class DayOfHours {

  /** Hours that a day has. */
  static final int HOURS = 24;

  static final DayOfHours EMPTY = new DayOfHours(new HourCounts[HOURS]);

  private final @Nullable HourCounts[] hours;

  private DayOfHours(@Nullable HourCounts[] hours) {
    this.hours = hours;
  }

  /** Takes the hours over, {@link #HOURS} of them; null where one is not known. */
  static DayOfHours of(@Nullable HourCounts[] hours) {
    return new DayOfHours(hours);
  }

  @Nullable HourCounts hour(int ofDay) {
    return hours[ofDay];
  }

  DayOfHours with(int ofDay, HourCounts counts) {
    @Nullable HourCounts[] changed = hours.clone();
    changed[ofDay] = counts;
    return new DayOfHours(changed);
  }

  byte[] toBytes() {
    return DayOfHoursCodec.encode(this);
  }

  static DayOfHours fromBytes(byte[] bytes) {
    return DayOfHoursCodec.decode(bytes);
  }
}
