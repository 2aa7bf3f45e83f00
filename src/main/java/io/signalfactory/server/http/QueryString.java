package io.signalfactory.server.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the query string of a URL, in which {@code +} is a space. */
final class QueryString {

  private QueryString() {}

  /**
   * All values by name, in the order of the query string.
   *
   * @param raw the query string without its question mark; null if there is none
   * @throws ProblemException if a name or a value is not percent-encoded UTF-8, or has a control
   *     character
   */
  static Map<String, List<String>> parse(@Nullable String raw) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    if (raw == null || raw.isEmpty()) {
      return values;
    }
    for (String part : raw.split("&", -1)) {
      int equals = part.indexOf('=');
      String name =
          decoded(equals < 0 ? part : part.substring(0, equals), "the name of a query parameter");
      String value =
          decoded(
              equals < 0 ? "" : part.substring(equals + 1),
              "query parameter " + ProblemException.quoted(name));
      values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
    return values;
  }

  private static String decoded(String raw, String what) {
    return PercentEncoding.decode(raw.replace('+', ' '), what);
  }
}
