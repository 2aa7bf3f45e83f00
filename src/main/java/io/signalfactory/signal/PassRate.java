package io.signalfactory.signal;

import io.signalfactory.tally.Counts;
import io.signalfactory.text.Wording;

/**
 * How many of something passed.
 *
 * @param total all of them
 * @param passed those that passed
 */
record PassRate(long total, long passed) {

  /** Below this many, one failure more or less would decide. */
  static final int ENOUGH = 20;

  /** Absorbs the rounding of {@code 1 - minRate} and of products with it. */
  private static final double EPSILON = 1e-9;

  /** One in ten thousand: what is less likely than that is not put down to chance. */
  private static final double LOG_OF_CHANCE = Math.log(1e-4);

  /** Of events: those whose outcome is not FAIL. */
  static PassRate ofEvents(Counts counts) {
    return new PassRate(counts.events(), counts.events() - counts.failed());
  }

  /** Of rule evaluations: those that passed. */
  static PassRate ofRules(Counts counts) {
    return new PassRate(counts.ruleEvaluations(), counts.rulePasses());
  }

  boolean isEnough() {
    return total >= ENOUGH;
  }

  /** {@code 7 of 20 events needed to judge}. */
  String howManyNeeded(String things) {
    return total + " of " + ENOUGH + " " + things + " needed to judge";
  }

  /** Whether the rate is below {@code minRate}. */
  boolean below(double minRate) {
    return total > 0 && (double) passed / total < minRate;
  }

  /** Whether anything failed, and at least the share {@code errorRate}. */
  boolean fails(double errorRate) {
    long failed = total - passed;
    return failed > 0 && (double) failed / total >= errorRate - EPSILON;
  }

  /**
   * Whether more failed than chance makes of events that fail at {@code errorRate}. A busy minute
   * and a quiet one differ: 3 failures of 50 are nothing unusual at 2 %, 300 of 5,000 are.
   *
   * <p>The chance of so many failures or more is at most {@code exp(-n * KL(failed / n,
   * errorRate))} with the relative entropy KL of the two rates: Chernoff's bound (H. Chernoff, "A
   * Measure of Asymptotic Efficiency for Tests of a Hypothesis Based on the Sum of Observations",
   * 1952; theorem 1 of W. Hoeffding, 1963).
   */
  boolean failsBeyondChance(double errorRate) {
    double failing = (double) (total - passed) / total;
    if (total == 0 || failing <= errorRate) {
      return false;
    }
    double entropy =
        failing * Math.log(failing / errorRate)
            + (failing == 1 ? 0 : (1 - failing) * Math.log((1 - failing) / (1 - errorRate)));
    return -total * entropy <= LOG_OF_CHANCE;
  }

  Measure measure() {
    return new Measure(total == 0 ? null : (double) passed / total, Measure.Unit.RATIO);
  }

  /** {@code 81.0 % of events passed in the last hour}. */
  String sentence(String things, int minutes, double minRate) {
    return Wording.percent(total == 0 ? 1 : (double) passed / total, minRate)
        + " of "
        + things
        + " passed in the "
        + Wording.lastMinutes(minutes);
  }
}
