package io.signalfactory.server.api;

import io.signalfactory.control.Precondition;
import io.signalfactory.server.http.Call;
import io.signalfactory.server.http.ProblemException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what has to hold of a contract from {@code If-Match} and {@code If-None-Match}. */
final class Preconditions {

  /** What the tag of a contract in YAML ends with, as another text needs another tag. */
  static final String YAML = "-yaml";

  private static final Pattern STRONG_TAG = Pattern.compile("(?<!W/)\"([^\"]*)\"");
  private static final String ANY = "*";

  private Preconditions() {}

  /**
   * @throws ProblemException if a header does not say what it can say
   */
  static Precondition of(Call call) {
    Optional<String> match = call.header("If-Match").map(String::strip);
    Optional<String> noneMatch = call.header("If-None-Match").map(String::strip);
    if (match.isPresent() && noneMatch.isPresent()) {
      throw ProblemException.badRequest("send If-Match or If-None-Match, not both");
    }
    if (noneMatch.isPresent()) {
      if (!noneMatch.orElseThrow().equals(ANY)) {
        throw ProblemException.badRequest(
            "If-None-Match can only be *: no contract is in force yet. Name the version that you"
                + " have seen in If-Match");
      }
      return Precondition.ABSENT;
    }
    return match.map(Preconditions::match).orElse(Precondition.NONE);
  }

  private static Precondition match(String header) {
    if (header.equals(ANY)) {
      return Precondition.PRESENT;
    }
    Set<String> tags = new LinkedHashSet<>();
    Matcher tag = STRONG_TAG.matcher(header);
    while (tag.find()) {
      String text = tag.group(1);
      tags.add(text.endsWith(YAML) ? text.substring(0, text.length() - YAML.length()) : text);
    }
    return Precondition.oneOf(tags);
  }
}
