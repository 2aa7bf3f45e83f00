package io.signalfactory.signal;

import org.jspecify.annotations.Nullable;

/**
 * The limits that a value was judged by, in the unit of the value. Which of them are set depends on
 * the signal.
 *
 * @param warning freshness only: above it the state is WARNING; null if there is no such limit
 * @param critical freshness: above it the state is CRITICAL; compliance and quality: below it the
 *     state is CRITICAL; null for volume
 * @param minimum volume only: the fewest events for the length of the window; null if there is no
 *     such limit
 * @param maximum volume only: the most events for the length of the window; null if there is no
 *     such limit
 */
public record Threshold(
    @Nullable Double warning,
    @Nullable Double critical,
    @Nullable Double minimum,
    @Nullable Double maximum) {

  /** The limits of freshness, compliance or quality. */
  public static Threshold of(@Nullable Double warning, double critical) {
    return new Threshold(warning, critical, null, null);
  }

  /** The limits of volume. */
  public static Threshold between(@Nullable Double minimum, @Nullable Double maximum) {
    return new Threshold(null, null, minimum, maximum);
  }
}
