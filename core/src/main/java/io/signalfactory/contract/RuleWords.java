package io.signalfactory.contract;

import io.signalfactory.text.Shown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what changes in the quality rules of a contract. */
final class RuleWords {

  private static final int MAX_SHOWN = 80;

  private RuleWords() {}

  static void compare(List<QualityRule> older, List<QualityRule> newer, WordList words) {
    Map<String, QualityRule> before = byName(older);
    Map<String, QualityRule> after = byName(newer);
    words.listed("new rule", namesOfThoseMissingIn(before, newer));
    words.listed("rule dropped", namesOfThoseMissingIn(after, older));
    for (QualityRule rule : newer) {
      QualityRule earlier = before.get(rule.name());
      if (earlier != null && !earlier.equals(rule)) {
        changed(earlier, rule, words);
      }
    }
    if (before.equals(after) && !older.equals(newer)) {
      words.add("rules in another order");
    }
  }

  private static void changed(QualityRule before, QualityRule after, WordList words) {
    String name = "rule " + shown(after.name()) + ":";
    words.changed(name + " a break is a", before.severity(), after.severity());
    words.changed(name + " dimension", dimension(before.dimension()), dimension(after.dimension()));
    if (before instanceof QualityRule.Condition old
        && after instanceof QualityRule.Condition changed) {
      if (!old.expression().equals(changed.expression())) {
        words.add(name + " other condition");
      }
      words.changed(
          name + " if a value is null, it is",
          ifNull(old.nullFails()),
          ifNull(changed.nullFails()));
    } else if (before instanceof QualityRule.Unique old
        && after instanceof QualityRule.Unique changed) {
      words.changed(name + " unique", paths(old), paths(changed));
      words.changed(
          name + " within", ContractWords.span(old.within()), ContractWords.span(changed.within()));
      words.changed(name + " scope", label(old.scope()), label(changed.scope()));
    } else {
      words.changed(name, kind(before), kind(after));
    }
  }

  private static Map<String, QualityRule> byName(List<QualityRule> rules) {
    return rules.stream()
        .collect(
            Collectors.toMap(
                QualityRule::name, rule -> rule, (one, other) -> one, LinkedHashMap::new));
  }

  private static List<String> namesOfThoseMissingIn(
      Map<String, QualityRule> there, List<QualityRule> rules) {
    return rules.stream()
        .map(QualityRule::name)
        .filter(name -> !there.containsKey(name))
        .map(RuleWords::shown)
        .toList();
  }

  private static String shown(String name) {
    return Shown.of(name, MAX_SHOWN);
  }

  private static @Nullable String dimension(QualityRule.@Nullable Dimension dimension) {
    return dimension == null ? null : label(dimension);
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String ifNull(boolean fails) {
    return fails ? "broken" : "kept";
  }

  private static String paths(QualityRule.Unique rule) {
    return rule.fields().stream().map(FieldPath::toString).collect(Collectors.joining(", "));
  }

  private static String kind(QualityRule rule) {
    return rule instanceof QualityRule.Unique ? "unique keys" : "a condition";
  }
}
