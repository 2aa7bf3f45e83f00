package io.signalfactory.signal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one judgement makes of a breach.
 *
 * @param open the breach to remember; null if there is none, or none any more
 * @param changed whether {@code open} is another than before
 * @param transition what to publish; null if there is nothing new
 */
public record BreachStep(@Nullable OpenBreach open, boolean changed, @Nullable Breach transition) {

  /** There was no breach, and there is none. */
  static final BreachStep NONE = new BreachStep(null, false, null);

  /** A step from one breach to another, each null where there is none. */
  static BreachStep from(
      @Nullable OpenBreach before, @Nullable OpenBreach after, @Nullable Breach transition) {
    return new BreachStep(after, !Objects.equals(before, after), transition);
  }
}
