package io.signalfactory.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The path of a field in an event: the names from the outside to the inside, written {@code a.b}. A
 * name that has a dot itself is written in double quotes, as in SQL: {@code "service.name"}, or
 * {@code resource."service.name"} inside an object. A quote in such a name is written twice.
 *
 * <p>Many producers write flat events with dots in their names. So a path without quotes also finds
 * them, see {@link #readings}.
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
   * Reads {@code a.b.c} or {@code a."b.c"}.
   *
   * @throws IllegalArgumentException if a name between the dots is empty, or a quote is not closed
   */
  public static FieldPath of(String written) {
    List<String> names = new ArrayList<>();
    int at = 0;
    while (at <= written.length()) {
      boolean quoted = written.startsWith("\"", at);
      int end = quoted ? closingQuote(written, at) + 1 : endOfName(written, at);
      String name = written.substring(at, end);
      names.add(quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name);
      if (end < written.length() && written.charAt(end) != '.') {
        throw new IllegalArgumentException("a dot is missing after a name in quotes");
      }
      at = end + 1;
    }
    return new FieldPath(names);
  }

  private static int endOfName(String written, int from) {
    int dot = written.indexOf('.', from);
    return dot < 0 ? written.length() : dot;
  }

  private static int closingQuote(String written, int opening) {
    int at = written.indexOf('"', opening + 1);
    while (at >= 0 && written.startsWith("\"\"", at)) {
      at = written.indexOf('"', at + 2);
    }
    if (at < 0) {
      throw new IllegalArgumentException("a name in quotes has no closing quote");
    }
    return at;
  }

  /** One name as it is written in a path: in quotes if it has a dot or begins with a quote. */
  public static String written(String name) {
    return name.indexOf('.') < 0 && !name.startsWith("\"")
        ? name
        : '"' + name.replace("\"", "\"\"") + '"';
  }

  /**
   * The paths at which the field is looked for, the first that is present counts. A literal member
   * comes before an inner one: {@code a.b.c} is the member {@code "a.b.c"}, else {@code "b.c"} in
   * the object {@code a}, else {@code c} in {@code b} in {@code a}. Where a name has a dot, its
   * writer has told by quotes what is meant.
   */
  public List<FieldPath> readings() {
    if (names.size() == 1) {
      return List.of(this);
    }
    List<FieldPath> readings = new ArrayList<>();
    for (int outer = 0; outer < names.size() - 1; outer++) {
      List<String> rest = names.subList(outer, names.size());
      if (rest.stream().noneMatch(name -> name.indexOf('.') >= 0)) {
        List<String> literal = new ArrayList<>(names.subList(0, outer));
        literal.add(String.join(".", rest));
        readings.add(new FieldPath(literal));
      }
    }
    readings.add(this);
    return readings;
  }

  /** Its names with dots between them and without quotes: {@code service.name} for both forms. */
  public String plain() {
    return String.join(".", names);
  }

  @Override
  public int compareTo(FieldPath other) {
    return toString().compareTo(other.toString());
  }

  /** The path as contracts write it: {@code a.b}. */
  @Override
  public String toString() {
    return names.stream().map(FieldPath::written).collect(Collectors.joining("."));
  }
}
