package io.signalfactory.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the signals topic says: which state each signal was in, and from when to when. */
final class Truth {

  private final Map<String, List<Said>> published = new HashMap<>();

  /**
   * A state that was published.
   *
   * @param at when it was judged, in milliseconds since 1970
   */
  private record Said(long at, String state) {}

  /** The key of a state on the topic and in answers. */
  static String key(JsonNode state) {
    JsonNode consumer = state.path("consumer");
    return state.path("dataset_urn").asText()
        + "|"
        + state.path("signal").asText()
        + (consumer.isTextual() ? "|" + consumer.asText() : "");
  }

  synchronized void publish(JsonNode state) {
    long at = Instant.parse(state.path("updated_at").asText()).toEpochMilli();
    published
        .computeIfAbsent(key(state), k -> new ArrayList<>())
        .add(new Said(at, state.path("state").asText()));
  }

  /** Whether a signal was in a state at any time of a stretch. */
  synchronized boolean was(String key, String state, long from, long to) {
    List<Said> all = published.getOrDefault(key, List.of());
    for (int i = 0; i < all.size(); i++) {
      long end = i + 1 < all.size() ? all.get(i + 1).at() : Long.MAX_VALUE;
      if (all.get(i).state().equals(state) && all.get(i).at() <= to && end >= from) {
        return true;
      }
    }
    return false;
  }

  /** The signals that had been published by then. */
  synchronized Set<String> knownBy(long time) {
    Set<String> keys = new TreeSet<>();
    published.forEach(
        (key, all) -> {
          if (all.get(0).at() <= time) {
            keys.add(key);
          }
        });
    return keys;
  }

  /** What was published of a signal around a time, for whoever looks into a wrong answer. */
  synchronized String around(String key, long time) {
    StringBuilder text = new StringBuilder();
    for (Said said : published.getOrDefault(key, List.of())) {
      if (Math.abs(said.at() - time) < 30_000) {
        text.append(' ').append(said.at() - time).append(" ms ").append(said.state()).append(',');
      }
    }
    return text.toString();
  }

  /** How often states have changed. */
  synchronized long changes() {
    long changes = 0;
    for (List<Said> all : published.values()) {
      for (int i = 1; i < all.size(); i++) {
        if (!all.get(i).state().equals(all.get(i - 1).state())) {
          changes++;
        }
      }
    }
    return changes;
  }
}
