package io.signalfactory.signal;

import org.jspecify.annotations.Nullable;

/**
 * One judgement, and what is to be written because of it.
 *
 * @param judgement the judgement
 * @param breach what becomes of the signal's breach
 * @param state the state to store; null where the stored one is still good enough
 * @param publish whether that state is to be published as well
 */
public record JudgedSignal(
    Judgement judgement, BreachStep breach, @Nullable SignalState state, boolean publish) {

  /** What was judged. */
  public SignalKey key() {
    return judgement.key();
  }
}
