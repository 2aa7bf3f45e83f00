package io.signalfactory.stream.signals;

import io.signalfactory.query.ReadinessStores;
import io.signalfactory.readiness.DatasetReadiness;
import io.signalfactory.readiness.DatasetReadinessCodec;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.tally.MinuteBucketCodec;
import io.signalfactory.tally.Sender;
import io.signalfactory.tally.Senders;
import io.signalfactory.tally.SourcePartition;
import io.signalfactory.tally.VersionHistory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** What the state stores of this instance hold of who sends what. */
final class QueryableReadiness implements ReadinessStores {

  private final QueryableStores stores;

  QueryableReadiness(QueryableStores stores) {
    this.stores = stores;
  }

  @Override
  public Optional<DatasetReadiness> of(String datasetUrn) {
    return stores.read(
        datasetUrn,
        Names.READINESS_STORE,
        (ReadOnlyKeyValueStore<String, byte[]> store) ->
            Optional.ofNullable(store.get(datasetUrn)).map(DatasetReadinessCodec::decode));
  }

  @Override
  public SortedMap<String, DatasetReadiness> all(int partition) {
    return stores.read(
        partition,
        Names.READINESS_STORE,
        (ReadOnlyKeyValueStore<String, byte[]> store) -> {
          SortedMap<String, DatasetReadiness> all = new TreeMap<>();
          try (KeyValueIterator<String, byte[]> entries = store.all()) {
            entries.forEachRemaining(
                entry -> all.put(entry.key, DatasetReadinessCodec.decode(entry.value)));
          }
          return all;
        });
  }

  @Override
  public Map<String, List<VersionHistory.SeenVersion>> versions(int partition) {
    return stores.read(
        partition,
        Names.DATASET_STORE,
        (ReadOnlyKeyValueStore<String, byte[]> store) -> {
          Map<String, List<VersionHistory.SeenVersion>> all = new HashMap<>();
          try (KeyValueIterator<String, byte[]> entries = store.all()) {
            entries.forEachRemaining(
                entry ->
                    all.put(
                        entry.key, DatasetRecord.fromBytes(entry.value).producers().versions()));
          }
          return all;
        });
  }

  @Override
  public Senders senders(String datasetUrn, long fromMinute, long toMinute) {
    List<Sender> all = new ArrayList<>();
    stores
        .between(
            datasetUrn,
            Names.MINUTE_STORE,
            fromMinute,
            toMinute - 1,
            bucket -> MinuteBucketCodec.decode(bucket).senders())
        .values()
        .forEach(senders -> all.addAll(senders.list()));
    return Senders.of(all);
  }

  @Override
  public Map<SourcePartition, Long> latestMinutes(
      String datasetUrn, long fromMinute, long toMinute) {
    Map<SourcePartition, Long> latest = new HashMap<>();
    stores
        .between(
            datasetUrn,
            Names.MINUTE_STORE,
            fromMinute,
            toMinute - 1,
            bucket -> MinuteBucketCodec.decode(bucket).sources())
        .forEach((minute, sources) -> sources.forEach(source -> latest.put(source, minute)));
    return latest;
  }
}
