package io.signalfactory.query;

import io.signalfactory.readiness.DatasetReadiness;
import io.signalfactory.tally.Senders;
import io.signalfactory.tally.SourcePartition;
import io.signalfactory.tally.VersionHistory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What the state stores of one instance hold of who sends what. As with {@link SignalStores}, every
 * method throws {@link NotReadyException} while the stores cannot be read. Thread-safe.
 */
public interface ReadinessStores {

  /** How ready a dataset is; empty if no event of it was added up yet. */
  Optional<DatasetReadiness> of(String datasetUrn);

  /** How ready the datasets of one partition are, by URN in the order of their bytes. */
  SortedMap<String, DatasetReadiness> all(int partition);

  /** Which versions of services sent to the datasets of one partition, by URN. */
  Map<String, List<VersionHistory.SeenVersion>> versions(int partition);

  /**
   * Who sent the events of a dataset, from one minute up to another, the latter not included, in
   * minutes since the epoch.
   */
  Senders senders(String datasetUrn, long fromMinute, long toMinute);

  /** The latest minute with events from each raw partition in such a span. */
  Map<SourcePartition, Long> latestMinutes(String datasetUrn, long fromMinute, long toMinute);
}
