package io.signalfactory.server;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The query parameters of a call: known ones only, each at most once. */
final class QueryParameters {

  /** Beyond these years, windows could not be written as RFC 3339 times any more. */
  private static final int FIRST_YEAR = 1;

  private static final int LAST_YEAR = 9_998;

  private final Map<String, String> values;

  private QueryParameters(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Checks the parameters of a request.
   *
   * @param given all values, by name, decoded
   * @param known the names that the route knows
   * @throws ProblemException if a parameter is unknown, given twice or empty
   */
  static QueryParameters of(Map<String, List<String>> given, Collection<String> known) {
    Map<String, String> values = new LinkedHashMap<>();
    given.forEach(
        (name, all) -> {
          if (!known.contains(name)) {
            throw bad("unknown query parameter '" + Problem.shown(name) + "': " + allowed(known));
          }
          if (all.size() != 1) {
            throw bad("query parameter '" + name + "' is given " + all.size() + " times: once");
          }
          if (all.get(0).isBlank()) {
            throw bad("query parameter '" + name + "' is empty: give it a value or leave it out");
          }
          values.put(name, all.get(0));
        });
    return new QueryParameters(values);
  }

  private static String allowed(Collection<String> known) {
    return known.isEmpty()
        ? "there are none here"
        : "here there are " + String.join(", ", new ArrayList<>(known));
  }

  /** The parameter as it is. */
  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * The parameter as one of {@code choices}, in upper or lower case.
   *
   * @param label what a choice is called
   */
  <T> Optional<T> oneOf(String name, List<T> choices, Function<T, String> label) {
    return text(name)
        .map(
            text ->
                choices.stream()
                    .filter(choice -> label.apply(choice).equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            wrong(
                                name,
                                text,
                                choices.stream().map(label).collect(Collectors.joining(", ")))));
  }

  /** The parameter as an RFC 3339 time. */
  Optional<Instant> time(String name) {
    return text(name).map(text -> time(name, text));
  }

  private static Instant time(String name, String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
        return time.toInstant();
      }
    } catch (DateTimeException e) {
      // As a year out of range: answered below.
    }
    throw wrong(
        name,
        text,
        "an RFC 3339 time such as 2026-01-14T12:00:00Z (in a URL, '+' is written %2B), of the years"
            + " 1 to 9998");
  }

  /** The problem of a parameter whose value is none of the allowed ones. */
  static ProblemException wrong(String name, String text, String allowed) {
    return bad(
        "query parameter '" + name + "' is '" + Problem.shown(text) + "', and can be: " + allowed);
  }

  static ProblemException bad(String detail) {
    return new ProblemException(Problem.badRequest(detail));
  }
}
