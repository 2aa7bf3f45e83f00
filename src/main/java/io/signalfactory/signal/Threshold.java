package io.signalfactory.signal;

import org.jspecify.annotations.Nullable;

/**
 * The limits that a value was judged by, in the value's unit. Freshness has an upper {@code
 * warning} and {@code critical}; compliance and quality a lower {@code critical}; volume a {@code
 * minimum} and a {@code maximum}, already pro rata for its window.
 */
public record Threshold(
    @Nullable Double warning,
    @Nullable Double critical,
    @Nullable Double minimum,
    @Nullable Double maximum) {

  /** Limits on a value that has one direction. */
  public static Threshold of(@Nullable Double warning, double critical) {
    return new Threshold(warning, critical, null, null);
  }

  /** A band that the value should stay in. */
  public static Threshold between(@Nullable Double minimum, @Nullable Double maximum) {
    return new Threshold(null, null, minimum, maximum);
  }
}
