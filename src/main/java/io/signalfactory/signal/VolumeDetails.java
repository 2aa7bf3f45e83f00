package io.signalfactory.signal;

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
