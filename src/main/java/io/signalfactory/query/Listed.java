package io.signalfactory.query;

import java.util.Comparator;

/**
 * An entry of a list.
 *
 * @param key its place in the list, by {@link Slice#KEY_ORDER}: it stays the same as long as the
 *     entry is there, and no other entry has it
 */
public record Listed<T>(String key, T value) {

  static <T> Comparator<Listed<T>> inOrder() {
    return Comparator.comparing(Listed::key, Slice.KEY_ORDER);
  }
}
