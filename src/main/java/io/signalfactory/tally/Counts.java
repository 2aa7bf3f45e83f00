package io.signalfactory.tally;

/**
 * The numbers of some span of event time.
 *
 * @param events records, tombstones included
 * @param failed events whose outcome is FAIL
 * @param warned events whose outcome is WARN
 * @param ruleEvaluations quality rules evaluated on them
 * @param rulePasses evaluations that passed
 */
public record Counts(long events, long failed, long warned, long ruleEvaluations, long rulePasses) {

  /** Nothing at all. */
  public static final Counts ZERO = new Counts(0, 0, 0, 0, 0);

  /** Both spans as one. */
  public Counts plus(Counts other) {
    return new Counts(
        events + other.events,
        failed + other.failed,
        warned + other.warned,
        ruleEvaluations + other.ruleEvaluations,
        rulePasses + other.rulePasses);
  }
}
