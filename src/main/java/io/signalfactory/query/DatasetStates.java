package io.signalfactory.query;

import io.signalfactory.contract.Contract;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dataset with its contract and its states.
 *
 * @param datasetUrn the dataset
 * @param contract the contract in force; null if there is none
 * @param states the states, ordered by signal and consumer; empty if it has not been judged yet
 */
public record DatasetStates(
    String datasetUrn, @Nullable Contract contract, List<SignalState> states) {

  /** The states, the worst first. */
  static final List<State> WORST_FIRST =
      List.of(State.CRITICAL, State.WARNING, State.UNKNOWN, State.OK);

  public DatasetStates {
    states = List.copyOf(states);
  }

  /**
   * The worst of the states, UNKNOWN if there are none. UNKNOWN is worse than OK and better than
   * WARNING.
   */
  public State worst() {
    return states.stream()
        .map(SignalState::state)
        .min(Comparator.comparing(WORST_FIRST::indexOf))
        .orElse(State.UNKNOWN);
  }
}
