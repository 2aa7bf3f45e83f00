package io.signalfactory.tally;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Evaluations by quality rule over some span of event time. Immutable.
 *
 * <p>Of more than {@value #MAX_RULES} rules, those with the first names in the order of text are
 * kept and the others counted together. As any part keeps whatever the whole keeps, sums are exact
 * for those that are left, and do not depend on their grouping.
 */
public final class RuleTotals {

  /** Rules kept: as many as one contract can have. */
  static final int MAX_RULES = 200;

  /** No evaluation at all. */
  public static final RuleTotals NONE = new RuleTotals(List.of(), new long[0]);

  private final List<String> names;

  /** Evaluations and failures in turn, in the order of the names. */
  private final long[] numbers;

  private RuleTotals(List<String> names, long[] numbers) {
    this.names = names;
    this.numbers = numbers;
  }

  /** The sum of these, in which a name may come several times. */
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
   * The same as {@link #of(Collection)}, which it takes over as it is where it can.
   *
   * @param numbers evaluations and failures in turn, in the order of the names
   */
  static RuleTotals of(List<String> names, long[] numbers) {
    if (names.isEmpty()) {
      return NONE;
    }
    RuleTotals totals = new RuleTotals(names, numbers);
    return totals.isAsKept() ? totals : of(totals.list());
  }

  /**
   * Takes both over.
   *
   * @param names those of another, in their order
   * @param numbers evaluations and failures in turn, in the order of the names
   */
  static RuleTotals ofNamesInOrder(List<String> names, long[] numbers) {
    return names.isEmpty() ? NONE : new RuleTotals(names, numbers);
  }

  private boolean isAsKept() {
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

  /** Both spans as one. */
  RuleTotals plus(RuleTotals other) {
    return sum(List.of(this, other));
  }

  /**
   * This span without one that is part of it. Null where that cannot be told any more: where rules
   * were counted together, and where one has no evaluation left, as a rule may have been asked for
   * without being evaluated.
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
    return ofNamesInOrder(names, left);
  }

  /** All spans as one: by index as long as their names are the same. */
  static RuleTotals sum(List<RuleTotals> spans) {
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

  /** By rule, in the order of their names. */
  public List<CountedRule> list() {
    List<CountedRule> list = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      list.add(new CountedRule(names.get(i), numbers[2 * i], numbers[2 * i + 1]));
    }
    return list;
  }

  public boolean isEmpty() {
    return names.isEmpty();
  }

  /** The names, in the order of text. */
  List<String> names() {
    return names;
  }

  /** How many names there are. */
  int size() {
    return names.size();
  }

  /** The name at {@code index}, in the order of the names. */
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
