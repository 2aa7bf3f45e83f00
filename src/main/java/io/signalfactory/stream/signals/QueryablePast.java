package io.signalfactory.stream.signals;

import io.signalfactory.deployment.Deployment;
import io.signalfactory.deployment.DeploymentJson;
import io.signalfactory.past.Counted;
import io.signalfactory.past.HourTrack;
import io.signalfactory.past.HourTrackCodec;
import io.signalfactory.past.RollupDay;
import io.signalfactory.past.RollupDayCodec;
import io.signalfactory.past.RollupHour;
import io.signalfactory.past.Strip;
import io.signalfactory.past.StripCodec;
import io.signalfactory.query.PastStores;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.OpenBreachCodec;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.Transition;
import io.signalfactory.signal.TransitionCodec;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.tally.MinuteBucketCodec;
import io.signalfactory.tally.VersionHistory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** What the state stores of this instance hold of the past, read through interactive queries. */
final class QueryablePast implements PastStores {

  private final QueryableStores stores;

  QueryablePast(QueryableStores stores) {
    this.stores = stores;
  }

  @Override
  public SortedMap<Long, Counted> minutes(String datasetUrn, long fromMinute, long toMinute) {
    return stores.between(
        datasetUrn,
        Names.MINUTE_STORE,
        fromMinute,
        toMinute - 1,
        bucket -> MinuteStore.counted(MinuteBucketCodec.decode(bucket)));
  }

  @Override
  public SortedMap<Long, HourTrack> tracks(String datasetUrn, long firstHour, long lastHour) {
    return stores.between(
        datasetUrn, Names.TRACK_STORE, firstHour, lastHour, HourTrackCodec::decode);
  }

  @Override
  public Optional<Long> firstJudged(String datasetUrn) {
    return stores.read(
        datasetUrn,
        Names.TRACK_STORE,
        (ReadOnlyKeyValueStore<Bytes, byte[]> store) -> {
          try (KeyValueIterator<Bytes, byte[]> range = all(store, datasetUrn)) {
            while (range.hasNext()) {
              var entry = range.next();
              // A track may have late events alone.
              if (HourTrackCodec.decode(entry.value).whole().happened()) {
                return Optional.of(MinuteKey.minute(entry.key));
              }
            }
            return Optional.empty();
          }
        });
  }

  @Override
  public SortedMap<Long, RollupHour> rollups(String datasetUrn, long firstHour, long lastHour) {
    return stores.read(
        datasetUrn,
        Names.ROLLUP_STORE,
        (ReadOnlyKeyValueStore<Bytes, byte[]> store) -> {
          SortedMap<Long, RollupHour> hours = new TreeMap<>();
          try (KeyValueIterator<Bytes, byte[]> range =
              store.range(
                  RollupStore.key(datasetUrn, firstHour), RollupStore.key(datasetUrn, lastHour))) {
            range.forEachRemaining(entry -> addDay(hours, entry.key, entry.value));
          }
          return new TreeMap<>(hours.subMap(firstHour, lastHour + 1));
        });
  }

  @Override
  public SortedMap<Long, RollupHour> firstRollups(String datasetUrn) {
    return stores.read(
        datasetUrn,
        Names.ROLLUP_STORE,
        (ReadOnlyKeyValueStore<Bytes, byte[]> store) -> {
          SortedMap<Long, RollupHour> hours = new TreeMap<>();
          try (KeyValueIterator<Bytes, byte[]> range = all(store, datasetUrn)) {
            if (range.hasNext()) {
              var first = range.next();
              addDay(hours, first.key, first.value);
            }
          }
          return hours;
        });
  }

  private static void addDay(SortedMap<Long, RollupHour> hours, Bytes key, byte[] value) {
    RollupDay day = RollupDayCodec.decode(value);
    long first = RollupStore.firstHour(key);
    for (int i = 0; i < RollupDay.HOURS; i++) {
      if (!day.hour(i).equals(RollupHour.NOTHING)) {
        hours.put(first + i, day.hour(i));
      }
    }
  }

  private static KeyValueIterator<Bytes, byte[]> all(
      ReadOnlyKeyValueStore<Bytes, byte[]> store, String datasetUrn) {
    return store.range(
        MinuteKey.of(datasetUrn, Long.MIN_VALUE), MinuteKey.of(datasetUrn, Long.MAX_VALUE));
  }

  @Override
  public List<VersionHistory.SeenVersion> versions(String datasetUrn) {
    return stores.read(
        datasetUrn,
        Names.DATASET_STORE,
        (ReadOnlyKeyValueStore<String, byte[]> store) ->
            Optional.ofNullable(store.get(datasetUrn))
                .map(bytes -> DatasetRecord.fromBytes(bytes).producers().versions())
                .orElse(List.of()));
  }

  @Override
  public List<Deployment> deployments(String service) {
    // '}' is the character after '|', with which a service ends in a key.
    return stores.readGlobal(
        Names.DEPLOYMENT_STORE,
        QueryableStores.listing(
            store -> store.range(service + "|", service + "}"), DeploymentJson::read));
  }

  @Override
  public List<Breach> breaches(String datasetUrn) {
    // '}' is the character after '|', with which a URN ends in a key.
    return stores.list(
        stores.partitionOf(datasetUrn),
        Names.BREACH_STORE,
        store -> store.range(datasetUrn + "|", datasetUrn + "}"),
        SignalJson::readBreach);
  }

  @Override
  public List<Breach> openBreaches(int partition) {
    return stores.list(
        partition,
        Names.OPEN_BREACH_STORE,
        ReadOnlyKeyValueStore::all,
        value -> OpenBreachCodec.decode(value).breach());
  }

  @Override
  public List<Transition> transitions(int partition, String breachId) {
    return stores.list(
        partition,
        Names.TRANSITION_STORE,
        store -> TransitionStore.range(store, breachId),
        TransitionCodec::decode);
  }

  @Override
  public Map<String, Strip> strips(int partition, String firstUrn, String lastUrn) {
    return stores.read(
        partition,
        Names.TRACK_STORE,
        (ReadOnlyKeyValueStore<Bytes, byte[]> store) -> {
          Map<String, Strip> strips = new HashMap<>();
          try (KeyValueIterator<Bytes, byte[]> range =
              store.range(TrackStore.stripKey(firstUrn), TrackStore.stripKey(lastUrn))) {
            range.forEachRemaining(
                entry ->
                    strips.put(TrackStore.datasetOf(entry.key), StripCodec.decode(entry.value)));
          }
          return strips;
        });
  }
}
