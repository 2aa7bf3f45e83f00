package io.signalfactory.query;

import io.signalfactory.signal.Breach;
import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.tally.Counts;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What can be asked of the state. Every call throws {@link NotReadyException} while the state
 * cannot be asked, rather than answer that there is nothing. Thread-safe.
 */
public interface SignalStores {

  /** The states of all signals, in no order. */
  List<SignalState> states();

  /** The states of one dataset's signals, in the order of their keys; empty if it is unknown. */
  List<SignalState> states(String datasetUrn);

  /** The state of one signal; empty if it is unknown. */
  Optional<SignalState> state(SignalKey key);

  /** The latest transition of every breach of the last 30 days, in no order. */
  List<Breach> breaches();

  /**
   * The numbers of a dataset's minutes of event time; a minute without events is absent.
   *
   * @param fromMinute the first minute, in minutes since the epoch
   * @param toMinute the minute after the last
   */
  NavigableMap<Long, Counts> minutes(String datasetUrn, long fromMinute, long toMinute);

  /** Of which time a dataset's events are known in full; empty if the dataset is unknown. */
  Optional<ObservedSpan> observed(String datasetUrn);

  /**
   * The earliest minute that is kept of a dataset, in minutes since the epoch; what was before has
   * expired or never was. Empty if none is kept.
   */
  OptionalLong firstMinute(String datasetUrn);

  /** The contract documents in force, as they lie on the contracts topic, by dataset URN. */
  Map<String, byte[]> contracts();

  /** The contract document in force for a dataset, as it lies on the contracts topic. */
  Optional<byte[]> contract(String datasetUrn);
}
