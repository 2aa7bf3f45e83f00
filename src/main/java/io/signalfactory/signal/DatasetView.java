package io.signalfactory.signal;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.Slos;
import io.signalfactory.tally.MinuteSeries;
import io.signalfactory.tally.VersionHistory;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a dataset at one instant. A judgement depends on this and on the time, and on
 * nothing else.
 *
 * @param datasetUrn the dataset
 * @param terms what it is judged by
 * @param observed for which span of time its events are known in full
 * @param latestEventTime the latest valid event time; null if there has been none
 * @param firstArrival arrival of the first event; null if there has been none
 * @param sourceCreatedAgain when a raw topic of it that had been deleted and created again began to
 *     be read; null if none was
 * @param minutes its latest minutes, at least {@link Terms#minutesNeeded}
 * @param progress whether records have been read far enough to judge missing events
 * @param knownUntil the watermark of all its raw partitions: every record that arrived before it
 *     has been counted; at most now
 * @param versions which versions of services sent its events, and since when
 * @param baselines the baselines of its calendar hours
 * @param archive what else is stored of it; read only if a judgement needs it
 */
public record DatasetView(
    String datasetUrn,
    Terms terms,
    ObservedSpan observed,
    @Nullable Instant latestEventTime,
    @Nullable Instant firstArrival,
    @Nullable Instant sourceCreatedAgain,
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

  /** The SLOs of the dataset; none without a contract. */
  Slos slos() {
    return terms.slos();
  }

  /** When the dataset became known. */
  Instant observedSince() {
    return observed.since();
  }

  /** The key of a signal of the dataset; {@code consumer} is null for the dataset's own limit. */
  SignalKey key(Signal signal, @Nullable String consumer) {
    return new SignalKey(datasetUrn, signal, consumer);
  }
}
