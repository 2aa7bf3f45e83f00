package io.signalfactory.signal;

import io.signalfactory.contract.QualityRule;
import io.signalfactory.tally.CountedRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rule evaluations of a window as details of the quality signal, by rule and by dimension. If
 * there are more than {@value #MAX_NAMED} rules, only the worst are named, by rate and then by
 * failures, and the others are reported together, so that the details stay readable and bounded.
 *
 * @param rules each rule with evaluations in the window
 */
record QualityDetails(List<CountedRule> rules) {

  /** How many rules are named at most. */
  static final int MAX_NAMED = 20;

  private static final Comparator<CountedRule> WORST_FIRST =
      Comparator.comparingDouble(QualityDetails::rateOrOne)
          .thenComparing(Comparator.comparingLong(CountedRule::failed).reversed())
          .thenComparing(CountedRule::name);

  /**
   * The members {@code rules}, {@code other_rules} and {@code dimensions}; one that would be empty
   * is left out.
   *
   * @param declared the rules of the contract in force, which have the dimensions; evaluations of a
   *     rule that is not among them belong to no dimension
   */
  Map<String, Object> members(List<QualityRule> declared) {
    List<CountedRule> named = new ArrayList<>(rules.size());
    CountedRule others = new CountedRule(CountedRule.OTHERS, 0, 0);
    for (CountedRule rule : rules) {
      if (rule.name().equals(CountedRule.OTHERS)) {
        others = others.plus(rule);
      } else {
        named.add(rule);
      }
    }
    if (named.size() > MAX_NAMED) {
      named.sort(WORST_FIRST);
      for (CountedRule rule : named.subList(MAX_NAMED, named.size())) {
        others = others.plus(rule);
      }
      named = named.subList(0, MAX_NAMED);
    }
    Map<String, Object> members = new TreeMap<>();
    Map<String, Object> byRule = new TreeMap<>();
    named.forEach(rule -> byRule.put(rule.name(), numbers(rule)));
    putUnlessEmpty(members, "rules", byRule);
    if (others.evaluated() > 0) {
      members.put("other_rules", numbers(others));
    }
    putUnlessEmpty(members, "dimensions", byDimension(declared));
    return members;
  }

  private Map<String, Object> byDimension(List<QualityRule> declared) {
    Map<String, QualityRule.Dimension> dimensions = new HashMap<>();
    for (QualityRule rule : declared) {
      if (rule.dimension() != null) {
        dimensions.put(rule.name(), rule.dimension());
      }
    }
    Map<QualityRule.Dimension, CountedRule> sums = new EnumMap<>(QualityRule.Dimension.class);
    for (CountedRule rule : rules) {
      QualityRule.Dimension dimension = dimensions.get(rule.name());
      if (dimension != null) {
        sums.merge(dimension, rule, CountedRule::plus);
      }
    }
    Map<String, Object> members = new TreeMap<>();
    sums.forEach(
        (dimension, sum) -> members.put(dimension.name().toLowerCase(Locale.ROOT), numbers(sum)));
    return members;
  }

  private static Map<String, Object> numbers(CountedRule rule) {
    Map<String, Object> numbers = new TreeMap<>();
    numbers.put("evaluated", rule.evaluated());
    numbers.put("failed", rule.failed());
    Double rate = rule.rate();
    if (rate != null) {
      numbers.put("rate", rate);
    }
    return numbers;
  }

  private static double rateOrOne(CountedRule rule) {
    Double rate = rule.rate();
    return rate == null ? 1 : rate;
  }

  private static void putUnlessEmpty(
      Map<String, Object> members, String name, Map<String, Object> value) {
    if (!value.isEmpty()) {
      members.put(name, value);
    }
  }
}
