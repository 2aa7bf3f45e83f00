package io.signalfactory.past;

import org.jspecify.annotations.Nullable;

/**
 * What judging a dataset came to in a span of time, by our clock.
 *
 * @param seconds for how many seconds it was judged and the observer was not behind
 * @param staleness the longest time without a newer event that was seen, in seconds, rounded up;
 *     {@link #NO_STALENESS} if it was not judged
 * @param worst the worst states
 */
public record Judged(int seconds, int staleness, WorstStates worst) {

  /** The staleness of a span in which the dataset was not judged. */
  public static final int NO_STALENESS = -1;

  /** A span in which the dataset was not judged. */
  public static final Judged NOTHING = new Judged(0, NO_STALENESS, WorstStates.NONE);

  /** Both spans together. In whatever order spans are put together, the result is the same. */
  public Judged and(Judged other) {
    return new Judged(
        seconds + other.seconds, Math.max(staleness, other.staleness), worst.and(other.worst));
  }

  /** The longest time without a newer event in seconds; null if it was not judged. */
  public @Nullable Integer stalenessSeconds() {
    return staleness == NO_STALENESS ? null : staleness;
  }

  /** Whether the dataset was judged at all, be it as UNKNOWN. */
  public boolean happened() {
    return worst.code() != 0 || seconds > 0;
  }
}
