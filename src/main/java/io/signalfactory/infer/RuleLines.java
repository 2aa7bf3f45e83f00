package io.signalfactory.infer;

import io.signalfactory.contract.FieldType;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Writes {@code spec.quality}: rules that the sample keeps, as warnings. */
final class RuleLines {

  private static final int ENOUGH_TO_DIFFER = 20;

  /** Fewer records for each word may be chance. */
  private static final int RECORDS_PER_WORD = 10;

  /** A single text is no enumeration. */
  private static final int FEWEST_WORDS = 2;

  /** A contract takes some more. */
  private static final int MOST_RULES = 150;

  private static final double NEARLY_ALL = 0.95;

  private final YamlLines rules = new YamlLines();

  private RuleLines() {}

  static void write(FieldDrafts fields, YamlLines yaml) {
    RuleLines lines = new RuleLines();
    fields.texts().stream().limit(MOST_RULES).forEach(lines::text);
    fields.required().stream()
        .filter(RuleLines::isIdentity)
        .min(Comparator.comparing(field -> !field.profile().isTheKey()))
        .ifPresent(lines::unique);
    if (!lines.rules.text().isEmpty()) {
      yaml.line(1, "quality:");
      yaml.line(2, "rules:");
      yaml.append(lines.rules);
    }
  }

  private static boolean isIdentity(FieldDraft field) {
    return (field.type() == FieldType.STRING || field.type() == FieldType.INTEGER)
        && (field.name().looksLikeIdentity() || field.profile().isTheKey())
        && field.profile().nulls() == 0
        && field.profile().present() >= ENOUGH_TO_DIFFER
        && field.profile().allDiffer();
  }

  private void unique(FieldDraft field) {
    rules.comment(
        3,
        "no two values were equal"
            + (field.profile().isTheKey() ? "; it is the key of the record" : ""));
    rules.line(3, "- name: " + YamlLines.quoted(ruleName(field, "unique")));
    rules.line(4, "unique: [" + YamlLines.quoted(field.path().toString()) + "]");
    rules.line(4, "within: 24h");
    rules.line(4, "severity: warn");
  }

  private void text(FieldDraft field) {
    FieldProfile seen = field.profile();
    if (matches(field, Shape.UUID)) {
      pattern(field, Shape.UUID);
    } else if (matches(field, Shape.EMAIL)) {
      pattern(field, Shape.EMAIL);
    } else if (isEnumeration(field)) {
      String words =
          seen.words().stream()
              .sorted()
              .map(word -> "'" + word + "'")
              .collect(Collectors.joining(", "));
      rule(field, "known", "IN (" + words + ")", seen.values());
    } else if (field.name().words().contains("currency") && matches(field, Shape.THREE_CAPITALS)) {
      pattern(field, Shape.THREE_CAPITALS);
    } else if (field.name().words().contains("country") && matches(field, Shape.TWO_CAPITALS)) {
      pattern(field, Shape.TWO_CAPITALS);
    }
  }

  /** Only such a field's values are shown: see the allow-list of {@link FieldName}. */
  private static boolean isEnumeration(FieldDraft field) {
    FieldProfile seen = field.profile();
    return !field.pii()
        && field.name().mayBeEnumeration()
        && seen.words().size() >= FEWEST_WORDS
        && seen.values() >= (long) RECORDS_PER_WORD * seen.words().size()
        && seen.count(Shape.CODE) == seen.values();
  }

  private static boolean matches(FieldDraft field, Shape shape) {
    FieldProfile seen = field.profile();
    return seen.count(shape) > 0 && seen.count(shape) >= NEARLY_ALL * seen.values();
  }

  private void pattern(FieldDraft field, Shape shape) {
    rule(field, "format", "MATCHES '" + shape.regex() + "'", field.profile().count(shape));
  }

  private void rule(FieldDraft field, String what, String condition, long keep) {
    String names =
        field.path().names().stream()
            .map(name -> '"' + name + '"')
            .collect(Collectors.joining("."));
    rules.comment(3, Share.of(keep, field.profile().values()) + " of the sample keep this");
    rules.line(3, "- name: " + YamlLines.quoted(ruleName(field, what)));
    rules.line(4, "expression: " + YamlLines.quoted(names + " " + condition));
    rules.line(4, "severity: warn");
  }

  private static String ruleName(FieldDraft field, String what) {
    return field.path().plain() + "_" + what;
  }
}
