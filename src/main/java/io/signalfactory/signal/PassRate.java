package io.signalfactory.signal;

import io.signalfactory.tally.Counts;
import io.signalfactory.text.Wording;

/**
 * How many events or rule evaluations passed.
 *
 * @param total how many there are
 * @param passed how many of them passed
 */
record PassRate(long total, long passed) {

  /** With fewer, a single failure would decide. */
  static final int ENOUGH = 20;

  /** Allows for rounding errors in {@code 1 - minRate} and in its products. */
  private static final double EPSILON = 1e-9;

  /** Anything less likely than one in ten thousand is not chance. */
  private static final double LOG_OF_CHANCE = Math.log(1e-4);

  /** The rate of events: those pass whose outcome is not FAIL. */
  static PassRate ofEvents(Counts counts) {
    return new PassRate(counts.events(), counts.events() - counts.failed());
  }

  /** The rate of rule evaluations. */
  static PassRate ofRules(Counts counts) {
    return new PassRate(counts.ruleEvaluations(), counts.rulePasses());
  }

  /** Whether there are enough to judge. */
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

  /** Whether at least the share {@code errorRate} failed, and at least one. */
  boolean fails(double errorRate) {
    long failed = total - passed;
    return failed > 0 && (double) failed / total >= errorRate - EPSILON;
  }

  /**
   * Whether more failed than can be explained by chance if events fail at {@code errorRate}. The
   * number of events matters: at 2 %, 3 failures of 50 are not unusual, but 300 of 5,000 are.
   *
   * <p>The probability of this many failures or more is at most {@code exp(-n * KL(failed / n,
   * errorRate))}, where KL is the relative entropy of the two rates: Chernoff's bound (H. Chernoff,
   * "A Measure of Asymptotic Efficiency for Tests of a Hypothesis Based on the Sum of
   * Observations", 1952; theorem 1 of W. Hoeffding, 1963).
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

  /** The rate as the observed value of a signal. */
  Measure measure() {
    return new Measure(total == 0 ? null : (double) passed / total, Measure.Unit.RATIO);
  }

  /** {@code 81.0 % of events passed in the last hour}. */
  String sentence(String things, int minutes, double minRate) {
    return Wording.percent(total == 0 ? 1 : (double) passed / total, minRate)
        + " of "
        + things
        + " passed in "
        + Wording.lastMinutes(minutes);
  }
}
