package io.signalfactory.past;

import io.signalfactory.tally.Counts;
import io.signalfactory.tally.RuleTotals;

/**
 * What was counted in a span of event time, as far as it is kept for long: without causes and lags.
 *
 * @param counts the counts
 * @param rules evaluations by quality rule
 */
public record Counted(Counts counts, RuleTotals rules) {

  /** The counts of a span without events. */
  public static final Counted NOTHING = new Counted(Counts.ZERO, RuleTotals.NONE);

  /** The sum of two spans. */
  public Counted plus(Counted other) {
    return new Counted(counts.plus(other.counts), rules.plus(other.rules));
  }

  /** These counts once a part of the span that had {@code before} has {@code after}. */
  Counted corrected(Counted before, Counted after) {
    return new Counted(
        counts.corrected(before.counts, after.counts), rules.corrected(before.rules, after.rules));
  }
}
