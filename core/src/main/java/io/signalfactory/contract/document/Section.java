package io.signalfactory.contract.document;

import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.SchemaReference;
import io.signalfactory.text.Nearest;
import io.signalfactory.text.Shown;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a document, with getters that check its members. A getter that finds a mistake
 * reports it and returns null, so that reading goes on to the next mistake. An optional member that
 * is empty counts as missing.
 */
final class Section {

  /** Longer than any name that people use. */
  static final int MAX_NAME = 255;

  private static final int MAX_PROSE = 10_000;

  private static final String QUOTES =
      ", or in double quotes if it is one name with dots, like \"customer.id\", where a quote is"
          + " written twice";

  private final String name;
  private final Place place;
  private final Map<String, DocumentNode> members;
  private final Problems problems;

  private Section(String name, Place place, Map<String, DocumentNode> members, Problems problems) {
    this.name = name;
    this.place = place;
    this.members = members;
    this.problems = problems;
  }

  /**
   * Opens a mapping, reporting unknown and repeated keys.
   *
   * @param name what the mapping is called, for messages
   * @param keys every key that it may have, in the order in which people write them
   * @return null if the node is not a mapping, which is reported
   */
  static @Nullable Section open(String name, DocumentNode node, Problems problems, String... keys) {
    if (!(node instanceof DocumentNode.Mapping mapping)) {
      problems.add(
          node.place(),
          "'%s' must be a mapping with %s, is %s".formatted(name, listed(keys), node.describe()));
      return null;
    }
    Map<String, DocumentNode> members = new LinkedHashMap<>();
    Map<String, Place> places = new LinkedHashMap<>();
    List<String> known = List.of(keys);
    for (DocumentNode.KeyValue member : mapping.members()) {
      String key = member.key().text();
      Place at = member.key().place();
      if (!known.contains(key)) {
        problems.add(at, unknownKey(key, name, known));
      } else if (places.containsKey(key)) {
        problems.add(
            at,
            "'%s' is here twice, first in line %d: keep one"
                .formatted(key, places.get(key).line()));
      } else {
        members.put(key, member.value());
        places.put(key, at);
      }
    }
    return new Section(name, mapping.place(), members, problems);
  }

  private static String unknownKey(String key, String section, List<String> known) {
    String shown = Shown.of(key, 60);
    return Nearest.of(key, known)
        .map(nearest -> "unknown key '%s', did you mean '%s'?".formatted(shown, nearest))
        .orElseGet(
            () ->
                "unknown key '%s': '%s' has %s"
                    .formatted(shown, section, listed(known.toArray(String[]::new))));
  }

  private static String listed(String[] keys) {
    return String.join(", ", keys);
  }

  Place place() {
    return place;
  }

  boolean has(String key) {
    return optional(key) != null;
  }

  /** The member's node; null if it is missing or empty. */
  @Nullable DocumentNode optional(String key) {
    DocumentNode node = members.get(key);
    return node instanceof DocumentNode.Scalar scalar && scalar.kind() == ScalarKind.EMPTY
        ? null
        : node;
  }

  /** The member's node; null if it is missing or empty, which is reported. */
  @Nullable DocumentNode required(String key) {
    DocumentNode node = optional(key);
    if (node != null) {
      return node;
    }
    DocumentNode empty = members.get(key);
    if (empty == null) {
      problems.add(place, "'%s' lacks the required key '%s'".formatted(name, key));
    } else {
      problems.add(empty.place(), "'%s' has no value: it is required".formatted(key));
    }
    return null;
  }

  /** Where the member's value is; where the section is if the member is missing. */
  Place placeOf(String key) {
    DocumentNode node = members.get(key);
    return node == null ? place : node.place();
  }

  void refuse(String key, String message) {
    problems.add(placeOf(key), message);
  }

  /** A name of one line. */
  @Nullable String requiredName(String key) {
    DocumentNode node = required(key);
    return node == null ? null : name(key, node);
  }

  /** A name of one line. */
  @Nullable String optionalName(String key) {
    DocumentNode node = optional(key);
    return node == null ? null : name(key, node);
  }

  private @Nullable String name(String key, DocumentNode node) {
    String text = text(key, node, MAX_NAME);
    if (text != null && text.chars().anyMatch(Character::isISOControl)) {
      problems.add(node.place(), "'%s' must be one line without control characters".formatted(key));
      return null;
    }
    return text;
  }

  /** Text of any number of lines. */
  @Nullable String optionalProse(String key) {
    DocumentNode node = optional(key);
    return node == null ? null : text(key, node, MAX_PROSE);
  }

  /** Text that may be written without quotes even if YAML reads it as a number or boolean. */
  @Nullable String requiredLiteral(String key) {
    DocumentNode node = required(key);
    if (node instanceof DocumentNode.Scalar scalar && scalar.kind() != ScalarKind.TEXT) {
      return name(
          key,
          new DocumentNode.Scalar(scalar.place(), ScalarKind.TEXT, scalar.text(), scalar.quoted()));
    }
    return node == null ? null : name(key, node);
  }

  private @Nullable String text(String key, DocumentNode node, int maxLength) {
    if (!(node instanceof DocumentNode.Scalar scalar) || scalar.kind() != ScalarKind.TEXT) {
      boolean needsQuotes = node instanceof DocumentNode.Scalar;
      problems.add(
          node.place(),
          "'%s' must be text, is %s%s"
              .formatted(key, node.describe(), needsQuotes ? ": put it in quotes" : ""));
      return null;
    }
    if (scalar.text().isBlank()) {
      problems.add(node.place(), "'%s' must not be blank".formatted(key));
      return null;
    }
    if (scalar.text().length() > maxLength) {
      problems.add(
          node.place(),
          "'%s' must be at most %d characters, has %d"
              .formatted(key, maxLength, scalar.text().length()));
      return null;
    }
    if (scalar.text().codePoints().anyMatch(Section::isSurrogate)) {
      problems.add(
          node.place(),
          "'%s' holds half of a surrogate pair: write whole characters".formatted(key));
      return null;
    }
    return scalar.text();
  }

  /** JSON's escapes can write half a character, which is not text and cannot be encoded. */
  private static boolean isSurrogate(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  /** A whole number between two limits. */
  @Nullable Long requiredWhole(String key, long min, long max) {
    return required(key) == null ? null : optionalWhole(key, min, max);
  }

  /** A whole number between two limits. */
  @Nullable Long optionalWhole(String key, long min, long max) {
    DocumentNode node = optional(key);
    if (node == null) {
      return null;
    }
    if (!(node instanceof DocumentNode.Scalar scalar) || scalar.kind() != ScalarKind.WHOLE_NUMBER) {
      problems.add(
          node.place(), "'%s' must be a whole number, is %s".formatted(key, node.describe()));
      return null;
    }
    // A number with more digits than a long is out of range anyway.
    Long value = scalar.text().length() > 19 ? null : Long.valueOf(scalar.text());
    if (value == null || value < min || value > max) {
      problems.add(
          node.place(),
          "'%s' must be %d to %d, is %s".formatted(key, min, max, Shown.of(scalar.text(), 40)));
      return null;
    }
    return value;
  }

  /** A share, above 0 and at most 1. */
  @Nullable Double requiredShare(String key) {
    DocumentNode node = required(key);
    if (node == null) {
      return null;
    }
    if (!(node instanceof DocumentNode.Scalar scalar)
        || (scalar.kind() != ScalarKind.WHOLE_NUMBER && scalar.kind() != ScalarKind.NUMBER)) {
      problems.add(node.place(), "'%s' must be a number, is %s".formatted(key, node.describe()));
      return null;
    }
    double value = Double.parseDouble(scalar.text());
    if (!(value > 0 && value <= 1)) {
      problems.add(
          node.place(),
          "'%s' must be above 0 and at most 1, is %s%s"
              .formatted(key, Shown.of(scalar.text(), 40), percentHint(value)));
      return null;
    }
    return value;
  }

  private static String percentHint(double value) {
    return value > 1 && value <= 100
        ? ": for %s %% write %s"
            .formatted(
                BigDecimal.valueOf(value).stripTrailingZeros().toPlainString(),
                BigDecimal.valueOf(value).movePointLeft(2).stripTrailingZeros().toPlainString())
        : "";
  }

  /** True or false. */
  boolean flag(String key, boolean otherwise) {
    DocumentNode node = optional(key);
    if (node == null) {
      return otherwise;
    }
    if (!(node instanceof DocumentNode.Scalar scalar) || scalar.kind() != ScalarKind.BOOLEAN) {
      problems.add(
          node.place(), "'%s' must be true or false, is %s".formatted(key, node.describe()));
      return otherwise;
    }
    return scalar.text().equalsIgnoreCase("true");
  }

  /** One of an enum's constants, in any case. */
  <E extends Enum<E>> @Nullable E requiredChoice(String key, Class<E> type) {
    return required(key) == null ? null : optionalChoice(key, type);
  }

  /** One of an enum's constants, in any case. */
  <E extends Enum<E>> @Nullable E optionalChoice(String key, Class<E> type) {
    DocumentNode node = optional(key);
    if (node == null) {
      return null;
    }
    String written = node instanceof DocumentNode.Scalar scalar ? scalar.text() : "";
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(written)) {
        return constant;
      }
    }
    // Schema registries write compatibility modes in capitals; other words are in small letters.
    boolean capitals = type == SchemaReference.CompatibilityMode.class;
    List<String> labels =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> capitals ? constant.name() : constant.name().toLowerCase(Locale.ROOT))
            .toList();
    String hint = Nearest.of(written, labels).map(": did you mean '%s'?"::formatted).orElse("");
    problems.add(
        node.place(),
        "'%s' must be %s, is %s%s".formatted(key, alternatives(labels), node.describe(), hint));
    return null;
  }

  private static String alternatives(List<String> labels) {
    return labels.stream().limit(labels.size() - 1L).collect(Collectors.joining(", "))
        + " or "
        + labels.get(labels.size() - 1);
  }

  /** A field's path. */
  @Nullable FieldPath requiredPath(String key) {
    DocumentNode node = required(key);
    return node == null ? null : path(key, node);
  }

  /** A field's path. */
  @Nullable FieldPath optionalPath(String key) {
    DocumentNode node = optional(key);
    return node == null ? null : path(key, node);
  }

  /** Reads a field's path from a node that is part of the value of {@code key}. */
  @Nullable FieldPath path(String key, DocumentNode node) {
    String text = name(key, node);
    if (text == null) {
      return null;
    }
    try {
      return FieldPath.of(text);
    } catch (IllegalArgumentException e) {
      problems.add(
          node.place(),
          "'%s' must be a field path like customer.id, with a name between its dots%s; is '%s'"
              .formatted(key, text.indexOf('"') < 0 ? "" : QUOTES, Shown.of(text, 60)));
      return null;
    }
  }

  /** The section at {@code key}; null if it is missing, or not a mapping, which is reported. */
  @Nullable Section optionalSection(String key, String... keys) {
    DocumentNode node = optional(key);
    return node == null ? null : open(key, node, problems, keys);
  }

  /** The section at {@code key}; null if it is missing or not a mapping, which is reported. */
  @Nullable Section requiredSection(String key, String... keys) {
    DocumentNode node = required(key);
    return node == null ? null : open(key, node, problems, keys);
  }

  /** The items of a list; none if it is missing, or not a list, which is reported. */
  List<DocumentNode> items(String key, int max) {
    DocumentNode node = optional(key);
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof DocumentNode.Sequence sequence)) {
      problems.add(node.place(), "'%s' must be a list, is %s".formatted(key, node.describe()));
      return List.of();
    }
    if (sequence.items().size() > max) {
      problems.add(
          sequence.items().get(max).place(),
          "'%s' can have %d items at most, has %d".formatted(key, max, sequence.items().size()));
      return sequence.items().subList(0, max);
    }
    return sequence.items();
  }

  /** Opens an item of one of this section's lists. */
  @Nullable Section item(String what, DocumentNode node, String... keys) {
    return open(what, node, problems, keys);
  }

  Problems problems() {
    return problems;
  }
}
