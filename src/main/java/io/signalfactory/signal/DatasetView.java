package io.signalfactory.signal;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.Slos;
import io.signalfactory.tally.MinuteSeries;
import io.signalfactory.tally.ProducerHistory;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a dataset at one instant: all that a judgement depends on, beside the clock.
 *
 * @param datasetUrn the dataset
 * @param contract the contract in force; null if there is none
 * @param observed of which time its events are known in full
 * @param latestEventTime the latest valid event time; null if there has been none
 * @param firstArrival arrival of the first event; null if there has been none
 * @param minutes its minutes of event time; as far back as {@link Judges#minutesNeeded}
 * @param progress whether it is known well enough to judge silence
 * @param knownUntil everything that arrived before then has been counted; at most now
 * @param producers which versions sent its events, and since when
 * @param usualHours what is usual of its calendar hours
 */
public record DatasetView(
    String datasetUrn,
    @Nullable Contract contract,
    ObservedSpan observed,
    @Nullable Instant latestEventTime,
    @Nullable Instant firstArrival,
    MinuteSeries minutes,
    ObserverProgress progress,
    Instant knownUntil,
    ProducerHistory producers,
    UsualHours usualHours) {

  private static final int QUIET_TIER = 3;

  /** The dataset's service levels; none without a contract. */
  Slos slos() {
    return contract == null ? Slos.NONE : contract.slos();
  }

  /** When the dataset became known. */
  Instant observedSince() {
    return observed.since();
  }

  /** A judgement as loud as the dataset's tier lets it be. */
  State capped(State state) {
    return capped(state, contract);
  }

  /** A judgement as loud as the contract's tier lets it be. */
  static State capped(State state, @Nullable Contract contract) {
    boolean quiet = contract != null && contract.tier() == QUIET_TIER;
    return quiet && state == State.CRITICAL ? State.WARNING : state;
  }

  /** Why a signal without a limit is not judged. */
  String noLimit() {
    return contract == null ? "no contract" : "no limit in the contract";
  }

  SignalKey key(Signal signal, @Nullable String consumer) {
    return new SignalKey(datasetUrn, signal, consumer);
  }
}
