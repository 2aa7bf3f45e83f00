package io.signalfactory.signal;

import io.signalfactory.time.Rfc3339Writer;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code trailing_events} of the details of the volume signal: the events of the
 * trailing window. It is there if the observed value of the signal is that of a calendar hour
 * instead.
 */
public final class VolumeDetails {

  private static final String TRAILING = "trailing_events";

  private VolumeDetails() {}

  /**
   * What the baseline in the details says is usual for an hour; null if it says nothing of that
   * hour.
   *
   * @param start the beginning of the hour
   */
  public static @Nullable UsualEvents usual(Map<String, Object> details, Instant start) {
    return details.get("baseline") instanceof Map<?, ?> baseline
            && Rfc3339Writer.format(start).equals(baseline.get("start"))
            && baseline.get("expected") instanceof Number expected
            && baseline.get("low") instanceof Number low
            && baseline.get("high") instanceof Number high
        ? new UsualEvents(expected.longValue(), low.longValue(), high.longValue())
        : null;
  }

  /**
   * How many events are usual.
   *
   * @param expected the expected number
   * @param low the smallest number that is usual
   * @param high the largest number that is usual
   */
  public record UsualEvents(long expected, long low, long high) {}

  /** The details with the events of the trailing window. */
  static Map<String, Object> withTrailing(Map<String, Object> details, long events) {
    Map<String, Object> all = new TreeMap<>(details);
    all.put(TRAILING, events);
    return all;
  }

  /** The events of the trailing window; null if the details do not have them. */
  public static @Nullable Double trailingEvents(Map<String, Object> details) {
    return details.get(TRAILING) instanceof Number events ? events.doubleValue() : null;
  }
}
