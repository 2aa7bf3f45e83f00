package io.signalfactory.signal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one judgement changes the breach of its signal.
 *
 * @param open the breach that is open after the judgement, to be remembered; null if none is open
 * @param changed whether {@code open} differs from what was remembered before
 * @param transition the transition to publish; null if there is none
 */
public record BreachStep(@Nullable OpenBreach open, boolean changed, @Nullable Breach transition) {

  /** No breach was open, and none is. */
  static final BreachStep NONE = new BreachStep(null, false, null);

  /** The step from one remembered breach to the next; each is null if no breach is open. */
  static BreachStep from(
      @Nullable OpenBreach before, @Nullable OpenBreach after, @Nullable Breach transition) {
    return new BreachStep(after, !Objects.equals(before, after), transition);
  }
}
