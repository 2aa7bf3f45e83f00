package io.signalfactory.signal;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.Slos;
import io.signalfactory.tally.MinuteSeries;
import io.signalfactory.tally.VersionHistory;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a dataset at one instant: all that a judgement depends on, besides the clock.
 *
 * @param datasetUrn the dataset
 * @param terms what it is judged by
 * @param observed of which time its events are known in full
 * @param latestEventTime the latest valid event time; null if there has been none
 * @param firstArrival arrival of the first event; null if there has been none
 * @param minutes its minutes of event time, as far back as {@link Terms#minutesNeeded}
 * @param progress whether it is known well enough to judge silence
 * @param knownUntil everything that arrived before then has been counted; at most now
 * @param versions which versions of services sent its events, and since when
 * @param baselines what is usual of its calendar hours
 * @param archive what is stored beyond that; asked only where it matters
 */
public record DatasetView(
    String datasetUrn,
    Terms terms,
    ObservedSpan observed,
    @Nullable Instant latestEventTime,
    @Nullable Instant firstArrival,
    MinuteSeries minutes,
    ObserverProgress progress,
    Instant knownUntil,
    VersionHistory versions,
    BaselineSource baselines,
    Archive archive) {

  /** The contract in force; null if there is none. */
  @Nullable Contract contract() {
    return terms.contract();
  }

  /** The dataset's service levels; none without a contract. */
  Slos slos() {
    return terms.slos();
  }

  /** When the dataset became known. */
  Instant observedSince() {
    return observed.since();
  }

  SignalKey key(Signal signal, @Nullable String consumer) {
    return new SignalKey(datasetUrn, signal, consumer);
  }
}
