package io.signalfactory.infer;

import io.signalfactory.contract.Match;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of a topic that one contract describes.
 *
 * @param match what tells them from others; null if they are all
 * @param events them
 */
record EventType(@Nullable Match match, List<Event> events) {

  EventType {
    events = List.copyOf(events);
  }
}
