package io.signalfactory.tally;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Evaluations by quality rule over a span of event time. Immutable.
 *
 * <p>Of more than {@value #MAX_RULES} rules, those whose names come first in alphabetical order are
 * kept, and the others are counted together. A rule that is kept in a sum is kept in every part of
 * it, so its sum is exact, and sums do not depend on how they are grouped.
 */
public final class RuleTotals {

  /** Rules kept: as many as one contract can have. */
  static final int MAX_RULES = 200;

  /** The totals of a span without evaluations. */
  public static final RuleTotals NONE = new RuleTotals(List.of(), new long[0]);

  private final List<String> names;

  /** For each name in turn: its evaluations, then its failures. */
  private final long[] numbers;

  private RuleTotals(List<String> names, long[] numbers) {
    this.names = names;
    this.numbers = numbers;
  }

  /** The sum of these; a name may occur several times. */
  public static RuleTotals of(Collection<CountedRule> counted) {
    if (counted.isEmpty()) {
      return NONE;
    }
    TreeMap<String, CountedRule> sum = new TreeMap<>();
    for (CountedRule rule : counted) {
      sum.merge(rule.name(), rule, CountedRule::plus);
    }
    CountedRule others = sum.remove(CountedRule.OTHERS);
    while (sum.size() > MAX_RULES) {
      CountedRule last = sum.pollLastEntry().getValue();
      others =
          new CountedRule(CountedRule.OTHERS, last.evaluated(), last.failed())
              .plus(others == null ? new CountedRule(CountedRule.OTHERS, 0, 0) : others);
    }
    if (others != null) {
      sum.put(CountedRule.OTHERS, others);
    }
    long[] numbers = new long[sum.size() * 2];
    int at = 0;
    for (CountedRule rule : sum.values()) {
      numbers[at++] = rule.evaluated();
      numbers[at++] = rule.failed();
    }
    return new RuleTotals(List.copyOf(sum.keySet()), numbers);
  }

  /**
   * The same as {@link #of(Collection)}, without copying if the names are sorted and not too many.
   *
   * @param numbers for each name in turn: its evaluations, then its failures
   */
  static RuleTotals of(List<String> names, long[] numbers) {
    if (names.isEmpty()) {
      return NONE;
    }
    RuleTotals totals = new RuleTotals(names, numbers);
    return totals.isWellFormed() ? totals : of(totals.list());
  }

  /**
   * Takes both without checking or copying them.
   *
   * @param names the names of other totals
   * @param numbers for each name in turn: its evaluations, then its failures
   */
  static RuleTotals ofSortedNames(List<String> names, long[] numbers) {
    return names.isEmpty() ? NONE : new RuleTotals(names, numbers);
  }

  /** Whether the names are sorted, without duplicates, and not too many. */
  private boolean isWellFormed() {
    for (int i = 1; i < names.size(); i++) {
      if (names.get(i - 1).compareTo(names.get(i)) >= 0) {
        return false;
      }
    }
    return names.size() - (hasOthers() ? 1 : 0) <= MAX_RULES;
  }

  private boolean hasOthers() {
    return !names.isEmpty() && names.get(0).equals(CountedRule.OTHERS);
  }

  /** The sum of two spans. */
  public RuleTotals plus(RuleTotals other) {
    return sum(List.of(this, other));
  }

  /**
   * These totals once a part of the span that had {@code before} has {@code after}. No number is
   * below 0. What a rule of the part changes is counted with the others if the rule is among those
   * that are counted together here.
   */
  public RuleTotals corrected(RuleTotals before, RuleTotals after) {
    if (before.equals(after)) {
      return this;
    }
    TreeMap<String, CountedRule> sum = new TreeMap<>();
    list().forEach(rule -> sum.put(rule.name(), rule));
    after.list().forEach(rule -> add(sum, rule, 1));
    before.list().forEach(rule -> add(sum, rule, -1));
    return of(sum.values().stream().map(RuleTotals::notNegative).toList());
  }

  private static void add(Map<String, CountedRule> sum, CountedRule rule, int sign) {
    boolean together = !sum.containsKey(rule.name()) && sum.containsKey(CountedRule.OTHERS);
    String name = together ? CountedRule.OTHERS : rule.name();
    sum.merge(
        name,
        new CountedRule(name, sign * rule.evaluated(), sign * rule.failed()),
        CountedRule::plus);
  }

  private static CountedRule notNegative(CountedRule rule) {
    return new CountedRule(rule.name(), Math.max(0, rule.evaluated()), Math.max(0, rule.failed()));
  }

  /**
   * This span without {@code part}, which lies in it. Null if it cannot be worked out: if rules
   * were counted together, or if a rule has no evaluation left, because the rest of the span may
   * still hold that rule with zero evaluations.
   */
  @Nullable RuleTotals minus(RuleTotals part) {
    if (hasOthers()) {
      return null;
    }
    long[] left = numbers.clone();
    int index = 0;
    for (int i = 0; i < names.size() && index < part.size(); i++) {
      if (part.name(index).equals(name(i))) {
        left[2 * i] -= part.evaluated(index);
        left[2 * i + 1] -= part.failed(index);
        if (left[2 * i] == 0) {
          return null;
        }
        index++;
      }
    }
    return ofSortedNames(names, left);
  }

  /** The sum of several spans; fast if all of them have the same rules. */
  public static RuleTotals sum(List<RuleTotals> spans) {
    List<String> names = List.of();
    long[] sum = new long[0];
    for (RuleTotals span : spans) {
      if (span.isEmpty()) {
        continue;
      }
      if (sum.length == 0) {
        names = span.names;
        sum = span.numbers.clone();
      } else if (names == span.names || names.equals(span.names)) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += span.numbers[i];
        }
      } else {
        return byName(spans);
      }
    }
    return names.isEmpty() ? NONE : new RuleTotals(names, sum);
  }

  private static RuleTotals byName(List<RuleTotals> spans) {
    List<CountedRule> all = new ArrayList<>();
    spans.forEach(span -> all.addAll(span.list()));
    return of(all);
  }

  /** The rules, in the order of their names. */
  public List<CountedRule> list() {
    List<CountedRule> list = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      list.add(new CountedRule(names.get(i), numbers[2 * i], numbers[2 * i + 1]));
    }
    return list;
  }

  /** Whether there is no rule. */
  public boolean isEmpty() {
    return names.isEmpty();
  }

  /** The names, in alphabetical order. */
  List<String> names() {
    return names;
  }

  /** How many rules there are. */
  int size() {
    return names.size();
  }

  /** The name of the rule at {@code index}. */
  String name(int index) {
    return names.get(index);
  }

  /** Evaluations of the rule at {@code index}. */
  long evaluated(int index) {
    return numbers[2 * index];
  }

  /** Failures of the rule at {@code index}. */
  long failed(int index) {
    return numbers[2 * index + 1];
  }

  /** Evaluations of all rules together. */
  long evaluated() {
    long sum = 0;
    for (int i = 0; i < numbers.length; i += 2) {
      sum += numbers[i];
    }
    return sum;
  }

  /** Failures of all rules together. */
  long failed() {
    long sum = 0;
    for (int i = 1; i < numbers.length; i += 2) {
      sum += numbers[i];
    }
    return sum;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RuleTotals that
        && names.equals(that.names)
        && Arrays.equals(numbers, that.numbers);
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + Arrays.hashCode(numbers);
  }

  @Override
  public String toString() {
    return "RuleTotals" + list();
  }
}
