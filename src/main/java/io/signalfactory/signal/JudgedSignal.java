package io.signalfactory.signal;

import org.jspecify.annotations.Nullable;

/**
 * One judgement, and what has to be written because of it.
 *
 * @param judgement the judgement
 * @param breach how the breach of the signal changes
 * @param state the state to store; null if the stored one is still good enough
 * @param publish whether that state has to be published as well
 */
public record JudgedSignal(
    Judgement judgement, BreachStep breach, @Nullable SignalState state, boolean publish) {

  /** The signal that was judged. */
  public SignalKey key() {
    return judgement.key();
  }
}
