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
}
