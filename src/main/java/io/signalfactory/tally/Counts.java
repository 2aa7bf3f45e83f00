package io.signalfactory.tally;

/**
 * The counts of a span of event time.
 *
 * @param events records, tombstones included
 * @param failed events whose outcome is FAIL
 * @param warned events whose outcome is WARN
 * @param ruleEvaluations quality rules evaluated on them
 * @param rulePasses evaluations that passed
 */
public record Counts(long events, long failed, long warned, long ruleEvaluations, long rulePasses) {

  /** The counts of a span without events. */
  public static final Counts ZERO = new Counts(0, 0, 0, 0, 0);

  /** The sum of two spans. */
  public Counts plus(Counts other) {
    return new Counts(
        events + other.events,
        failed + other.failed,
        warned + other.warned,
        ruleEvaluations + other.ruleEvaluations,
        rulePasses + other.rulePasses);
  }

  /**
   * These counts once a part of the span that had {@code before} has {@code after}. No count is
   * below 0, even if the part had more before than the whole.
   */
  public Counts corrected(Counts before, Counts after) {
    return new Counts(
        corrected(events, before.events, after.events),
        corrected(failed, before.failed, after.failed),
        corrected(warned, before.warned, after.warned),
        corrected(ruleEvaluations, before.ruleEvaluations, after.ruleEvaluations),
        corrected(rulePasses, before.rulePasses, after.rulePasses));
  }

  private static long corrected(long count, long before, long after) {
    return Math.max(0, count + after - before);
  }
}
