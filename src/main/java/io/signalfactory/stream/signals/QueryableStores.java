package io.signalfactory.stream.signals;

import io.signalfactory.query.NotReadyException;
import io.signalfactory.query.PastStores;
import io.signalfactory.query.SignalStores;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.tally.Counts;
import io.signalfactory.tally.MinuteBucketCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The state stores of this instance, read through interactive queries. */
public final class QueryableStores implements SignalStores {

  /** What queries read. Stores of one task open and close together, but not at one moment. */
  private static final List<String> QUERIED =
      List.of(
          Names.CONTRACT_STORE,
          Names.CONTRACT_VERSION_STORE,
          Names.STATE_STORE,
          Names.BREACH_STORE,
          Names.OPEN_BREACH_STORE,
          Names.TRANSITION_STORE,
          Names.TRACK_STORE,
          Names.ROLLUP_STORE,
          Names.MINUTE_STORE,
          Names.DATASET_STORE);

  private final Supplier<KafkaStreams> running;
  private final QueryablePast past = new QueryablePast(this);

  /**
   * Opens no store yet: every call looks its store up, because stores move between instances.
   *
   * @param running the topology as it runs now; it may be started later, or be another one later
   */
  public QueryableStores(Supplier<KafkaStreams> running) {
    this.running = running;
  }

  /**
   * Opens every store that a query may need.
   *
   * @throws NotReadyException if one of them cannot be read now
   */
  public void requireOpen() {
    for (String name : QUERIED) {
      // Kafka Streams opens nothing before something is asked of it.
      long unused = this.<Object, Long>read(name, ReadOnlyKeyValueStore::approximateNumEntries);
    }
  }

  @Override
  public List<SignalState> states() {
    return list(Names.STATE_STORE, ReadOnlyKeyValueStore::all, SignalJson::readState);
  }

  @Override
  public List<SignalState> states(String datasetUrn) {
    String prefix = datasetUrn + "|";
    // '}' is the character after '|', so it comes after every key with this prefix.
    return list(
        Names.STATE_STORE, store -> store.range(prefix, datasetUrn + "}"), SignalJson::readState);
  }

  @Override
  public Optional<SignalState> state(SignalKey key) {
    return read(
        Names.STATE_STORE,
        (ReadOnlyKeyValueStore<String, byte[]> store) ->
            Optional.ofNullable(store.get(key.text())).map(SignalJson::readState));
  }

  @Override
  public List<Breach> breaches() {
    return list(Names.BREACH_STORE, ReadOnlyKeyValueStore::all, SignalJson::readBreach);
  }

  @Override
  public SortedMap<Long, Counts> minutes(String datasetUrn, long fromMinute, long toMinute) {
    return read(
        Names.MINUTE_STORE,
        (ReadOnlyKeyValueStore<Bytes, byte[]> store) -> {
          SortedMap<Long, Counts> minutes = new TreeMap<>();
          try (KeyValueIterator<Bytes, byte[]> range =
              store.range(
                  MinuteKey.of(datasetUrn, fromMinute), MinuteKey.of(datasetUrn, toMinute - 1))) {
            range.forEachRemaining(
                entry ->
                    minutes.put(
                        MinuteKey.minute(entry.key),
                        MinuteBucketCodec.decode(entry.value).totals().counts()));
          }
          return minutes;
        });
  }

  @Override
  public Optional<ObservedSpan> observed(String datasetUrn) {
    return read(
        Names.DATASET_STORE,
        (ReadOnlyKeyValueStore<String, byte[]> store) ->
            Optional.ofNullable(store.get(datasetUrn))
                .map(bytes -> DatasetRecord.fromBytes(bytes).observed()));
  }

  @Override
  public Optional<Long> firstMinute(String datasetUrn) {
    return read(
        Names.MINUTE_STORE,
        (ReadOnlyKeyValueStore<Bytes, byte[]> store) -> {
          try (KeyValueIterator<Bytes, byte[]> range =
              store.range(
                  MinuteKey.of(datasetUrn, Long.MIN_VALUE),
                  MinuteKey.of(datasetUrn, Long.MAX_VALUE))) {
            return range.hasNext()
                ? Optional.of(MinuteKey.minute(range.peekNextKey()))
                : Optional.empty();
          }
        });
  }

  @Override
  public PastStores past() {
    return past;
  }

  @Override
  public Map<String, byte[]> contracts() {
    return read(
        Names.CONTRACT_STORE,
        (ReadOnlyKeyValueStore<String, byte[]> store) -> {
          Map<String, byte[]> documents = new HashMap<>();
          try (KeyValueIterator<String, byte[]> entries = store.all()) {
            entries.forEachRemaining(entry -> documents.put(entry.key, entry.value));
          }
          return documents;
        });
  }

  @Override
  public Optional<byte[]> contract(String datasetUrn) {
    return read(
        Names.CONTRACT_STORE,
        (ReadOnlyKeyValueStore<String, byte[]> store) ->
            Optional.ofNullable(store.get(datasetUrn)));
  }

  @Override
  public List<byte[]> contractRevisions(String datasetUrn) {
    // '}' is the character after '|', so it comes after every key with this prefix.
    return list(
        Names.CONTRACT_VERSION_STORE,
        store -> store.range(datasetUrn + "|", datasetUrn + "}"),
        value -> value);
  }

  /** The values of a range, decoded. */
  <T> List<T> list(
      String name,
      Function<ReadOnlyKeyValueStore<String, byte[]>, KeyValueIterator<String, byte[]>> range,
      Function<byte[], T> decoder) {
    return read(
        name,
        (ReadOnlyKeyValueStore<String, byte[]> store) -> {
          List<T> values = new ArrayList<>();
          try (KeyValueIterator<String, byte[]> entries = range.apply(store)) {
            entries.forEachRemaining(entry -> values.add(decoder.apply(entry.value)));
          }
          return values;
        });
  }

  /**
   * What a reading of a store gives.
   *
   * @throws NotReadyException if it cannot be read now
   */
  <K, T> T read(String name, Function<ReadOnlyKeyValueStore<K, byte[]>, T> reading) {
    KafkaStreams streams = running.get();
    try {
      return reading.apply(
          streams.store(
              StoreQueryParameters.fromNameAndType(
                  name, QueryableStoreTypes.<K, byte[]>keyValueStore())));
    } catch (InvalidStateStoreException e) {
      throw new NotReadyException(
          "the state is moving or not restored yet: the application is " + streams.state(), e);
    } catch (IllegalStateException e) {
      throw new NotReadyException("the application is not running: it is " + streams.state(), e);
    }
  }
}
