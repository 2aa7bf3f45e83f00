package io.signalfactory.signal;

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

  /** Of events: those whose outcome is not FAIL. */
  static PassRate ofEvents(Counts counts) {
    return new PassRate(counts.events(), counts.events() - counts.failed());
  }

  /** Of rule evaluations: those that passed. */
  static PassRate ofRules(Counts counts) {
    return new PassRate(counts.ruleEvaluations(), counts.rulePasses());
  }

  boolean enough() {
    return total >= ENOUGH;
  }

  /** {@code 7 of 20 events needed to judge}. */
  String needed(String things) {
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
