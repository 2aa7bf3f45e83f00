package io.signalfactory.query;

import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** In which order states are listed, and which of them is the worst. */
public final class StateOrder {

  /** By dataset and signal; a dataset's own state before those of its consumers. */
  public static final Comparator<SignalState> LISTED =
      Comparator.comparing((SignalState state) -> state.key().datasetUrn())
          .thenComparing(state -> state.key().signal())
          .thenComparing(
              state -> state.key().consumer(), Comparator.nullsFirst(Comparator.naturalOrder()));

  private static final List<State> WORST_FIRST =
      List.of(State.CRITICAL, State.WARNING, State.UNKNOWN, State.OK);

  private StateOrder() {}

  /** The worst of the states; UNKNOWN is worse than OK and better than WARNING. */
  public static State worst(Collection<SignalState> states) {
    return states.stream()
        .map(SignalState::state)
        .min(Comparator.comparing(WORST_FIRST::indexOf))
        .orElse(State.UNKNOWN);
  }
}
