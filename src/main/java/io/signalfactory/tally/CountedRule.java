package io.signalfactory.tally;

import org.jspecify.annotations.Nullable;

/**
 * How often a quality rule was evaluated, and with what result.
 *
 * @param name the rule's name; {@link #OTHERS} for several rules that are counted together
 * @param evaluated evaluations that had an answer
 * @param failed those of them that the record did not pass
 */
public record CountedRule(String name, long evaluated, long failed) {

  /** What rules beyond those that are kept are counted as; no rule of a contract has this name. */
  public static final String OTHERS = "";

  /** The share of evaluations that passed, 0 to 1; null if there were none. */
  public @Nullable Double rate() {
    return evaluated <= 0 ? null : (double) (evaluated - failed) / evaluated;
  }

  public CountedRule plus(CountedRule other) {
    return new CountedRule(name, evaluated + other.evaluated, failed + other.failed);
  }
}
