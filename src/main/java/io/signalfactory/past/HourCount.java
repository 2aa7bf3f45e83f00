package io.signalfactory.past;

import io.signalfactory.tally.Counts;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of one calendar hour of a dataset.
 *
 * @param counted all that is counted by now, late events included
 * @param late what late events have added since the hour was closed, and is part of {@code counted}
 * @param usual what was usual for the hour when it was closed; null if the contract does not ask
 *     for it, or too little had been learnt
 */
public record HourCount(Counted counted, Counts late, @Nullable Usual usual) {

  /** An hour that is closed now. */
  public static HourCount closed(Counted counted, @Nullable Usual usual) {
    return new HourCount(counted, Counts.ZERO, usual);
  }

  /** The hour after late events have changed a minute of it. */
  public HourCount amended(Counted before, Counted after) {
    return new HourCount(
        counted.corrected(before, after), late.corrected(before.counts(), after.counts()), usual);
  }
}
