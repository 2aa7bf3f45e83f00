package io.signalfactory.server.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The query parameters of a call: only those that its route knows, each at most once. */
public final class QueryParameters {

  /** Outside of these years, the ends of windows could not be written as RFC 3339 times. */
  private static final int FIRST_YEAR = 1;

  private static final int LAST_YEAR = 9_998;

  private static final String TIME =
      "an RFC 3339 time of the years 1 to 9998, such as 2026-01-14T12:00:00Z"
          + " (in a URL, '+' is written as %2B)";

  private final Map<String, String> values;

  private QueryParameters(Map<String, String> values) {
    this.values = values;
  }

  /** Those of a call that has none. */
  static QueryParameters none() {
    return new QueryParameters(Map.of());
  }

  /**
   * Checks the parameters of a request.
   *
   * @param given all values by name, decoded
   * @param known the names that the route knows
   * @throws ProblemException if a parameter is unknown, empty or given more than once
   */
  static QueryParameters of(Map<String, List<String>> given, Collection<String> known) {
    Map<String, String> values = new LinkedHashMap<>();
    given.forEach(
        (name, all) -> {
          if (!known.contains(name)) {
            throw ProblemException.badRequest(
                "unknown query parameter " + ProblemException.quoted(name) + ": " + listed(known));
          }
          if (all.size() != 1) {
            throw ProblemException.badRequest(
                "query parameter '" + name + "' is given " + all.size() + " times: give it once");
          }
          if (all.get(0).isBlank()) {
            throw ProblemException.badRequest(
                "query parameter '" + name + "' is empty: give it a value or leave it out");
          }
          values.put(name, all.get(0));
        });
    return new QueryParameters(values);
  }

  private static String listed(Collection<String> known) {
    return known.isEmpty() ? "this path has none" : "this path has " + String.join(", ", known);
  }

  /** The parameter as it is; empty if it is not given. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * The parameter as one of several choices, in upper or lower case; empty if it is not given.
   *
   * @param label the name of a choice
   * @throws ProblemException if it is none of them
   */
  public <T> Optional<T> oneOf(String name, List<T> choices, Function<T, String> label) {
    return read(
        name,
        text ->
            choices.stream()
                .filter(choice -> label.apply(choice).equalsIgnoreCase(text))
                .findFirst(),
        "one of " + choices.stream().map(label).collect(Collectors.joining(", ")));
  }

  /**
   * The parameter as some of a few choices, separated by commas, in any case; empty if it is not
   * given.
   *
   * @param label the name of a choice
   * @throws ProblemException if it has something else
   */
  public <T> Optional<Set<T>> someOf(String name, List<T> choices, Function<T, String> label) {
    return read(
        name,
        text -> some(text, choices, label),
        "some of "
            + choices.stream().map(label).collect(Collectors.joining(", "))
            + ", separated by commas");
  }

  private static <T> Optional<Set<T>> some(
      String text, List<T> choices, Function<T, String> label) {
    Set<T> chosen = new LinkedHashSet<>();
    for (String name : text.split(",", -1)) {
      Optional<T> choice =
          choices.stream().filter(each -> label.apply(each).equalsIgnoreCase(name)).findFirst();
      if (choice.isEmpty()) {
        return Optional.empty();
      }
      chosen.add(choice.get());
    }
    return Optional.of(chosen);
  }

  /**
   * The parameter as an RFC 3339 time of the years 1 to 9998; empty if it is not given.
   *
   * @throws ProblemException if it is not such a time
   */
  public Optional<Instant> time(String name) {
    return read(name, QueryParameters::parseTime, TIME);
  }

  private static Optional<Instant> parseTime(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text))
          .filter(time -> time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR)
          .map(OffsetDateTime::toInstant);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The parameter as a whole number in digits; empty if it is not given.
   *
   * @param from the smallest that is allowed
   * @param to the largest that is allowed
   * @throws ProblemException if it is none, or not between the two
   */
  public Optional<Integer> wholeNumber(String name, int from, int to) {
    return read(
        name,
        text -> {
          try {
            return Optional.of(Integer.parseInt(text)).filter(n -> n >= from && n <= to);
          } catch (NumberFormatException e) {
            return Optional.empty();
          }
        },
        "a whole number from " + from + " to " + to);
  }

  /**
   * The parameter as {@code reader} reads it; empty if it is not given.
   *
   * @param reader empty for a text that is not allowed
   * @param allowed what is allowed, as the end of the sentence "it must be …"
   * @throws ProblemException if the reader returns empty
   */
  public <T> Optional<T> read(String name, Function<String, Optional<T>> reader, String allowed) {
    return text(name)
        .map(
            text ->
                reader
                    .apply(text)
                    .orElseThrow(
                        () ->
                            ProblemException.badRequest(
                                "query parameter '"
                                    + name
                                    + "' is "
                                    + ProblemException.quoted(text)
                                    + ", but must be "
                                    + allowed)));
  }

  /** As in a URL, with long values cut off; empty if there is no parameter. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + Problem.shown(parameter.getValue()))
        .collect(Collectors.joining("&", values.isEmpty() ? "" : "?", ""));
  }
}
