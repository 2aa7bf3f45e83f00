package io.signalfactory.query;

import io.signalfactory.contract.Contract;
import io.signalfactory.past.Strip;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the row of a dataset out of what is stored of it. */
final class Overview {

  private static final Comparator<Breach> MOST_IMPORTANT_FIRST =
      Comparator.comparing((Breach breach) -> DatasetStates.WORST_FIRST.indexOf(breach.severity()))
          .thenComparing(Breach::openedAt)
          .thenComparing(Breach::breachId);

  private final Map<String, Strip> strips;
  private final Map<String, List<Breach>> open;
  private final long hour;

  /**
   * @param strips the strips by dataset
   * @param open the open breaches by dataset
   * @param hour the last hour that strips show, in hours since the epoch
   */
  Overview(Map<String, Strip> strips, Map<String, List<Breach>> open, long hour) {
    this.strips = strips;
    this.open = open;
    this.hour = hour;
  }

  OverviewRow row(DatasetStates dataset) {
    Contract contract = dataset.contract();
    List<Breach> breaches = open.getOrDefault(dataset.datasetUrn(), List.of());
    Strip strip = strips.get(dataset.datasetUrn());
    State worst = dataset.worst();
    return new OverviewRow(
        dataset.datasetUrn(),
        contract == null ? null : contract.owner(),
        contract == null ? null : contract.tier(),
        worst,
        since(dataset.states(), worst),
        signals(dataset.states()),
        breaches.stream().min(MOST_IMPORTANT_FIRST).orElse(null),
        breaches.size(),
        strip == null ? Strip.endingWith(hour) : strip.movedTo(hour));
  }

  private static @Nullable Instant since(List<SignalState> states, State worst) {
    return states.stream()
        .filter(state -> state.state() == worst)
        .map(SignalState::since)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static SortedMap<Signal, State> signals(List<SignalState> states) {
    SortedMap<Signal, State> signals = new TreeMap<>();
    for (SignalState state : states) {
      signals.merge(state.key().signal(), state.state(), Overview::worse);
    }
    return signals;
  }

  private static State worse(State one, State other) {
    return DatasetStates.WORST_FIRST.indexOf(one) <= DatasetStates.WORST_FIRST.indexOf(other)
        ? one
        : other;
  }
}
