package io.signalfactory.contract;

import java.util.List;

/**
 * The path of a field in an event: the names from the outside to the inside, written {@code a.b}.
 *
 * @param names the member names; at least one, none empty
 */
public record FieldPath(List<String> names) implements Comparable<FieldPath> {

  public FieldPath {
    names = List.copyOf(names);
    if (names.isEmpty() || names.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("a field path needs a name between its dots");
    }
  }

  /**
   * Reads {@code a.b.c}.
   *
   * @throws IllegalArgumentException if a name between the dots is empty
   */
  public static FieldPath of(String dotted) {
    return new FieldPath(List.of(dotted.split("\\.", -1)));
  }

  @Override
  public int compareTo(FieldPath other) {
    return toString().compareTo(other.toString());
  }

  /** The path as contracts write it: {@code a.b}. */
  @Override
  public String toString() {
    return String.join(".", names);
  }
}
