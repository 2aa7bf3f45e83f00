package io.signalfactory.tally;

import org.jspecify.annotations.Nullable;

/**
 * How often a quality rule was evaluated, and how often records failed it.
 *
 * @param name the name of the rule; {@link #OTHERS} for several rules that are counted together
 * @param evaluated evaluations that gave a result
 * @param failed evaluations that the record failed
 */
public record CountedRule(String name, long evaluated, long failed) {

  /** The name under which rules beyond the limit are counted; no rule of a contract has it. */
  public static final String OTHERS = "";

  /** The share of evaluations that passed, 0 to 1; null if there were none. */
  public @Nullable Double rate() {
    return evaluated <= 0 ? null : (double) (evaluated - failed) / evaluated;
  }

  /** The sum of both, under the name of this one. */
  public CountedRule plus(CountedRule other) {
    return new CountedRule(name, evaluated + other.evaluated, failed + other.failed);
  }
}
