package io.signalfactory.infer;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the event types of a topic: a header or a field that every event has, with a few words as
 * values. One whose name says that it is the type always tells them apart; another one does if
 * events with different words have different fields.
 */
final class EventTypes {

  private static final int MOST_TYPES = 20;

  /** Fewer events for each type may be chance, and their words may be anything. */
  private static final int FEWEST_EVENTS = 10;

  private static final double NEARLY_ALL = 0.99;

  private static final Set<String> TYPE_NAMES =
      Set.of("event_type", "event_kind", "message_type", "record_type", "ce_type", "x_event_type");

  private EventTypes() {}

  /** The types, by the words that name them; one without a match if there are no several. */
  static List<EventType> of(List<Event> events) {
    return ways(events, true)
        .or(() -> ways(events, false))
        .orElseGet(() -> List.of(new EventType(null, events)));
  }

  /**
   * The word that all events have in common in a field that names their type.
   *
   * @return empty if there is no such field
   */
  static Optional<Match.ByField> onlyType(List<Event> events) {
    for (FieldPath path : fields(events, true)) {
      Map<String, List<Event>> groups = groups(events, event -> text(event, path));
      if (groups.size() == 1) {
        return Optional.of(new Match.ByField(path, groups.keySet().iterator().next()));
      }
    }
    return Optional.empty();
  }

  private static Optional<List<EventType>> ways(List<Event> events, boolean byName) {
    if (byName) {
      for (String header : headers(events)) {
        Map<String, List<Event>> groups =
            groups(events, event -> event.sampled().headers().get(header));
        if (groups.size() > 1) {
          return Optional.of(types(groups, word -> new Match.ByHeader(header, word)));
        }
      }
    }
    for (FieldPath path : fields(events, byName)) {
      Map<String, List<Event>> groups = groups(events, event -> text(event, path));
      if (groups.size() > 1 && (byName || differ(groups.values()))) {
        return Optional.of(types(groups, word -> new Match.ByField(path, word)));
      }
    }
    return Optional.empty();
  }

  private static List<EventType> types(
      Map<String, List<Event>> groups, Function<String, Match> match) {
    List<EventType> types = new ArrayList<>();
    groups.forEach((word, events) -> types.add(new EventType(match.apply(word), events)));
    return types;
  }

  private static Set<String> headers(List<Event> events) {
    Set<String> headers = new TreeSet<>(events.get(0).sampled().headers().keySet());
    headers.removeIf(
        header ->
            !FieldDrafts.isPlain(header)
                || !TYPE_NAMES.contains(String.join("_", FieldName.wordsOf(header))));
    return headers;
  }

  /** The fields whose words may tell types apart, the outer ones first. */
  private static List<FieldPath> fields(List<Event> events, boolean byName) {
    return events.get(0).fields().keySet().stream()
        .filter(FieldDrafts::isPlain)
        .filter(
            path -> {
              FieldName name = FieldName.of(path);
              return byName ? TYPE_NAMES.contains(name.joined()) : name.mayBeEnumeration();
            })
        .sorted(
            Comparator.comparingInt((FieldPath path) -> path.names().size())
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static @Nullable String text(Event event, FieldPath path) {
    JsonNode value = event.fields().get(path);
    return value == null ? null : value.textValue();
  }

  /**
   * The events by word; empty if an event has none, or if there are too many words for so few
   * events.
   */
  private static Map<String, List<Event>> groups(
      List<Event> events, Function<Event, @Nullable String> word) {
    Map<String, List<Event>> groups = new TreeMap<>();
    for (Event event : events) {
      String found = word.apply(event);
      if (found == null || !Shape.CODE.fits(found)) {
        return Map.of();
      }
      groups.computeIfAbsent(found, any -> new ArrayList<>()).add(event);
      if (groups.size() > MOST_TYPES) {
        return Map.of();
      }
    }
    return events.size() >= FEWEST_EVENTS * groups.size() ? groups : Map.of();
  }

  /** Whether of any two groups, one has a field in all of its events that the other never has. */
  private static boolean differ(Iterable<List<Event>> groups) {
    Map<Set<FieldPath>, Set<FieldPath>> before = new LinkedHashMap<>();
    for (List<Event> group : groups) {
      if (group.size() < FEWEST_EVENTS) {
        return false;
      }
      Map<FieldPath, Integer> counts = new HashMap<>();
      group.forEach(
          event -> event.fields().keySet().forEach(path -> counts.merge(path, 1, Integer::sum)));
      Set<FieldPath> always = new HashSet<>();
      counts.forEach(
          (path, count) -> {
            if (count > NEARLY_ALL * group.size()) {
              always.add(path);
            }
          });
      Set<FieldPath> ever = counts.keySet();
      boolean isNew =
          before.entrySet().stream()
              .allMatch(
                  other ->
                      !Objects.requireNonNull(other.getValue()).containsAll(always)
                          || !ever.containsAll(other.getKey()));
      if (!isNew) {
        return false;
      }
      before.put(always, ever);
    }
    return true;
  }
}
