package io.signalfactory.query;

import io.signalfactory.signal.Breach;
import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.tally.Counts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the state stores of one instance hold, both those that it judges by and copies. Every method
 * throws {@link NotReadyException} while the stores cannot be read: an empty result always means
 * that there is nothing. Thread-safe.
 */
public interface SignalStores {

  /**
   * Shows the states of some partitions, all together in the order of their keys, until it has
   * shown enough. Those that are not shown are not decoded.
   *
   * @param fromKey the first key that is shown, if it is there; null to begin with the first
   * @param wantsMore is given one state after the other; false for enough
   */
  void states(
      Collection<Integer> partitions, @Nullable String fromKey, Predicate<SignalState> wantsMore);

  /** The states of one dataset, in no order. */
  List<SignalState> states(String datasetUrn);

  /** The state of one signal; empty if the signal has not been judged. */
  Optional<SignalState> state(SignalKey key);

  /** The latest transition of every breach of the last 30 days in one partition, in no order. */
  List<Breach> breaches(int partition);

  /**
   * The counts of a dataset's minutes of event time; a minute without events is absent.
   *
   * @param fromMinute the first minute, in minutes since the epoch
   * @param toMinute the minute after the last, in minutes since the epoch
   */
  SortedMap<Long, Counts> minutes(String datasetUrn, long fromMinute, long toMinute);

  /**
   * The earliest minute with events that is still stored, in minutes since the epoch; earlier
   * minutes have expired or had no events. Empty if no minute is stored.
   */
  Optional<Long> firstMinute(String datasetUrn);

  /**
   * The span of time in which every event of a dataset was counted; empty if no event was counted
   * and no contract arrived yet.
   */
  Optional<ObservedSpan> observed(String datasetUrn);

  /** What they hold of the past. */
  PastStores past();

  /** What they hold of who sends what. */
  ReadinessStores readiness();

  /** The contract documents in force, byte for byte as published, by dataset URN. */
  Map<String, byte[]> contracts();

  /**
   * The datasets with a contract document in force, in the order of their URNs.
   *
   * @param from the first URN; null for the first of all
   * @param to the last URN; null for the last of all
   */
  List<String> contractUrns(@Nullable String from, @Nullable String to);

  /** The contract document in force for a dataset, byte for byte as published. */
  Optional<byte[]> contract(String datasetUrn);

  /**
   * The changes of a dataset's contract that are kept, byte for byte as published, in no order:
   * each a {@link io.signalfactory.revision.ContractRevision} in JSON.
   */
  List<byte[]> contractRevisions(String datasetUrn);
}
