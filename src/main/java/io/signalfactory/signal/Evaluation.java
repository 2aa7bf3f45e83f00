package io.signalfactory.signal;

import java.util.List;

/**
 * What one evaluation of a dataset gives.
 *
 * @param judged every signal that is judged
 * @param retired the signals that were judged before and are not any more
 */
public record Evaluation(List<JudgedSignal> judged, List<RetiredSignal> retired) {

  /** Whether a signal of the dataset itself was judged and is not UNKNOWN. */
  public boolean knows(Signal signal) {
    return judged.stream()
        .map(JudgedSignal::judgement)
        .anyMatch(
            judgement ->
                judgement.key().signal() == signal
                    && judgement.key().consumer() == null
                    && judgement.state() != State.UNKNOWN);
  }
}
