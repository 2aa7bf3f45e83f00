package io.signalfactory.testkit;

import io.signalfactory.contract.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event, or an object within one, that a test gives to a payload format to write.
 *
 * @param members in the order in which they are written
 */
public record EventTree(List<Named> members) {

  /**
   * A name and its value.
   *
   * @param value null, a {@link String}, {@link Long}, {@link java.math.BigInteger}, {@link
   *     java.math.BigDecimal}, {@link Double}, {@link Boolean}, {@link java.time.Instant}, {@link
   *     java.time.LocalDate}, {@code byte[]}, an {@link EventTree}, or a {@link List} of values of
   *     one of these types
   */
  public record Named(String name, @Nullable Object value) {}

  public EventTree {
    members = List.copyOf(members);
  }

  /** An object with these names and values, which take turns. */
  public static EventTree of(@Nullable Object... namesAndValues) {
    List<Named> members = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.add(new Named(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]));
    }
    return new EventTree(members);
  }

  /** The same object with one more member at its end. */
  public EventTree with(String name, @Nullable Object value) {
    List<Named> more = new ArrayList<>(members);
    more.add(new Named(name, value));
    return new EventTree(more);
  }

  /**
   * The member at a path, or the one of its readings that counts; null if there is none. Of several
   * members of one name the last counts.
   */
  public @Nullable Named find(FieldPath path) {
    return path.readings().stream()
        .map(this::walk)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private @Nullable Named walk(FieldPath path) {
    EventTree object = this;
    Named found = null;
    for (String name : path.names()) {
      found = object == null ? null : object.byName().get(name);
      object = found != null && found.value() instanceof EventTree inner ? inner : null;
    }
    return found;
  }

  /** The last member of each name. */
  public Map<String, Named> byName() {
    Map<String, Named> last = new LinkedHashMap<>();
    members.forEach(member -> last.put(member.name(), member));
    return last;
  }
}
