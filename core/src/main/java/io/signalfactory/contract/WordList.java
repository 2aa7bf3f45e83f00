package io.signalfactory.contract;

import io.signalfactory.text.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects changes in words, in the order in which they are found. */
final class WordList {

  private static final int MAX_SHOWN = 80;

  private final List<String> words = new ArrayList<>();

  void add(String change) {
    words.add(change);
  }

  /** {@code what before → after}, if the two differ. */
  void changed(String what, @Nullable Object before, @Nullable Object after) {
    changed(what, before, after, "");
  }

  /** {@code what before → after unit}, if the two differ. */
  void changed(String what, @Nullable Object before, @Nullable Object after, String unit) {
    if (!Objects.equals(before, after)) {
      words.add(what + " " + shown(before) + " → " + shown(after) + unit);
    }
  }

  /** {@code what: one, two}, unless there is none. */
  void listed(String what, List<String> items) {
    if (!items.isEmpty()) {
      words.add(what + ": " + String.join(", ", items));
    }
  }

  List<String> all() {
    return List.copyOf(words);
  }

  /** What somebody wrote, printable and not too long; {@code none} for null. */
  static String shown(@Nullable Object value) {
    return value == null ? "none" : Shown.of(value.toString(), MAX_SHOWN);
  }
}
