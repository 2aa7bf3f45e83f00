package io.signalfactory.signal;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The details of the volume signal: the last closed hour, what is usual, and, where a calendar hour
 * is what is told, {@code trailing_events}, the events of the trailing window.
 */
public final class VolumeDetails {

  private static final String TRAILING = "trailing_events";

  private VolumeDetails() {}

  static Map<String, Object> withTrailing(Map<String, Object> details, long events) {
    Map<String, Object> all = new TreeMap<>(details);
    all.put(TRAILING, events);
    return all;
  }

  /** The events of the trailing window, where the state tells another count; else null. */
  public static @Nullable Double trailingEvents(Map<String, Object> details) {
    return details.get(TRAILING) instanceof Number events ? events.doubleValue() : null;
  }
}
