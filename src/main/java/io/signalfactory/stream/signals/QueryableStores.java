package io.signalfactory.stream.signals;

import io.signalfactory.query.Holding;
import io.signalfactory.query.NotReadyException;
import io.signalfactory.query.PastStores;
import io.signalfactory.query.ReadinessStores;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The state stores of this instance, read through interactive queries: one partition at a time, by
 * the stores that it judges by or by a copy of them. Kafka Streams itself would hand out stores
 * that are only being restored, and leave out silently those that are not there.
 */
public final class QueryableStores implements SignalStores {

  /** What queries read. Stores of one task open and close together, but not at one moment. */
  private static final List<String> QUERIED =
      List.of(
          Names.STATE_STORE,
          Names.BREACH_STORE,
          Names.OPEN_BREACH_STORE,
          Names.TRANSITION_STORE,
          Names.TRACK_STORE,
          Names.ROLLUP_STORE,
          Names.MINUTE_STORE,
          Names.DATASET_STORE,
          Names.READINESS_STORE);

  private static final List<String> GLOBAL =
      List.of(Names.CONTRACT_STORE, Names.CONTRACT_VERSION_STORE, Names.DEPLOYMENT_STORE);

  private final Supplier<KafkaStreams> running;
  private final ToIntFunction<String> partitionOf;
  private final IntFunction<Holding> here;
  private final Confirming confirming;
  private final QueryablePast past = new QueryablePast(this);
  private final QueryableReadiness readiness = new QueryableReadiness(this);

  /** What a store of a partition had when it was last committed. */
  @FunctionalInterface
  public interface Confirming {

    /**
     * The same store without what is not committed.
     *
     * @param name of the store
     * @param store as it is now
     */
    ReadOnlyKeyValueStore<String, byte[]> confirmed(
        int partition, String name, ReadOnlyKeyValueStore<String, byte[]> store);
  }

  /**
   * Opens no store yet: every call looks its store up, because stores move between instances.
   *
   * @param running the topology as it runs now; it may be started later, or be another one later
   * @param partitionOf the partition of a dataset, by its URN
   * @param here what this instance has of a partition now
   * @param confirming leaves out what is not committed
   */
  public QueryableStores(
      Supplier<KafkaStreams> running,
      ToIntFunction<String> partitionOf,
      IntFunction<Holding> here,
      Confirming confirming) {
    this.running = running;
    this.partitionOf = partitionOf;
    this.here = here;
    this.confirming = confirming;
  }

  /** The stores of a partition that queries read. */
  public static List<String> names() {
    return QUERIED;
  }

  /**
   * Opens every store that a query about some partitions may need.
   *
   * @throws NotReadyException if one of them cannot be read now
   */
  public void requireOpen(Collection<Integer> partitions) {
    // Kafka Streams opens nothing before something is asked of it.
    for (String name : GLOBAL) {
      long unused =
          this.<Object, Long>readGlobal(name, ReadOnlyKeyValueStore::approximateNumEntries);
    }
    for (int partition : partitions) {
      for (String name : QUERIED) {
        long unusedToo =
            this.<Object, Long>read(partition, name, ReadOnlyKeyValueStore::approximateNumEntries);
      }
    }
  }

  @Override
  public void states(
      Collection<Integer> partitions, @Nullable String fromKey, Predicate<SignalState> wantsMore) {
    partitions.forEach(this::requireHere);
    long unused =
        guarded(
            streams -> {
              long shown = 0;
              try (MergedRanges states = new MergedRanges()) {
                for (int partition : partitions) {
                  ReadOnlyKeyValueStore<String, byte[]> store =
                      streams.store(ofPartition(partition, Names.STATE_STORE));
                  states.add(
                      confirming
                          .confirmed(partition, Names.STATE_STORE, store)
                          .range(fromKey, null));
                }
                boolean more = true;
                while (more && states.hasNext()) {
                  more = wantsMore.test(SignalJson.readState(states.next()));
                  shown++;
                }
              }
              return shown;
            });
    partitions.forEach(this::requireHere);
  }

  @Override
  public List<SignalState> states(String datasetUrn) {
    String prefix = datasetUrn + "|";
    // '}' is the character after '|', so it comes after every key with this prefix.
    return list(
        partitionOf.applyAsInt(datasetUrn),
        Names.STATE_STORE,
        store -> store.range(prefix, datasetUrn + "}"),
        SignalJson::readState);
  }

  @Override
  public Optional<SignalState> state(SignalKey key) {
    int partition = partitionOf.applyAsInt(key.datasetUrn());
    return read(
        partition,
        Names.STATE_STORE,
        (ReadOnlyKeyValueStore<String, byte[]> store) ->
            Optional.ofNullable(
                    confirming.confirmed(partition, Names.STATE_STORE, store).get(key.text()))
                .map(SignalJson::readState));
  }

  @Override
  public List<Breach> breaches(int partition) {
    return list(partition, Names.BREACH_STORE, ReadOnlyKeyValueStore::all, SignalJson::readBreach);
  }

  @Override
  public SortedMap<Long, Counts> minutes(String datasetUrn, long fromMinute, long toMinute) {
    return between(
        datasetUrn,
        Names.MINUTE_STORE,
        fromMinute,
        toMinute - 1,
        bucket -> MinuteBucketCodec.decode(bucket).totals().counts());
  }

  @Override
  public Optional<ObservedSpan> observed(String datasetUrn) {
    return read(
        partitionOf.applyAsInt(datasetUrn),
        Names.DATASET_STORE,
        (ReadOnlyKeyValueStore<String, byte[]> store) ->
            Optional.ofNullable(store.get(datasetUrn))
                .map(bytes -> DatasetRecord.fromBytes(bytes).observed()));
  }

  @Override
  public Optional<Long> firstMinute(String datasetUrn) {
    return read(
        partitionOf.applyAsInt(datasetUrn),
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
  public ReadinessStores readiness() {
    return readiness;
  }

  @Override
  public Map<String, byte[]> contracts() {
    return readGlobal(
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
  public List<String> contractUrns(@Nullable String from, @Nullable String to) {
    return readGlobal(
        Names.CONTRACT_STORE,
        (ReadOnlyKeyValueStore<String, byte[]> store) -> {
          List<String> urns = new ArrayList<>();
          try (KeyValueIterator<String, byte[]> entries = store.range(from, to)) {
            entries.forEachRemaining(entry -> urns.add(entry.key));
          }
          return urns;
        });
  }

  @Override
  public Optional<byte[]> contract(String datasetUrn) {
    return readGlobal(
        Names.CONTRACT_STORE,
        (ReadOnlyKeyValueStore<String, byte[]> store) ->
            Optional.ofNullable(store.get(datasetUrn)));
  }

  @Override
  public List<byte[]> contractRevisions(String datasetUrn) {
    // '}' is the character after '|', so it comes after every key with this prefix.
    return readGlobal(
        Names.CONTRACT_VERSION_STORE,
        listing(store -> store.range(datasetUrn + "|", datasetUrn + "}"), value -> value));
  }

  /**
   * What is stored of a dataset by minute or by hour, decoded.
   *
   * @param first the first minute or hour, since the epoch
   * @param last the last one
   */
  <T> SortedMap<Long, T> between(
      String datasetUrn, String name, long first, long last, Function<byte[], T> decoder) {
    return read(
        datasetUrn,
        name,
        (ReadOnlyKeyValueStore<Bytes, byte[]> store) -> {
          SortedMap<Long, T> entries = new TreeMap<>();
          try (KeyValueIterator<Bytes, byte[]> range =
              store.range(MinuteKey.of(datasetUrn, first), MinuteKey.of(datasetUrn, last))) {
            range.forEachRemaining(
                entry -> entries.put(MinuteKey.minute(entry.key), decoder.apply(entry.value)));
          }
          return entries;
        });
  }

  /** The values of a range of a partition, decoded. */
  <T> List<T> list(
      int partition,
      String name,
      Function<ReadOnlyKeyValueStore<String, byte[]>, KeyValueIterator<String, byte[]>> range,
      Function<byte[], T> decoder) {
    return read(
        partition,
        name,
        (ReadOnlyKeyValueStore<String, byte[]> store) ->
            listing(range, decoder).apply(confirming.confirmed(partition, name, store)));
  }

  static <T> Function<ReadOnlyKeyValueStore<String, byte[]>, List<T>> listing(
      Function<ReadOnlyKeyValueStore<String, byte[]>, KeyValueIterator<String, byte[]>> range,
      Function<byte[], T> decoder) {
    return store -> {
      List<T> values = new ArrayList<>();
      try (KeyValueIterator<String, byte[]> entries = range.apply(store)) {
        entries.forEachRemaining(entry -> values.add(decoder.apply(entry.value)));
      }
      return values;
    };
  }

  /**
   * Reads a store of one partition. Whether the partition is here is looked at again afterwards:
   * what was read from a store that went meanwhile may lack anything.
   */
  <K, T> T read(int partition, String name, Function<ReadOnlyKeyValueStore<K, byte[]>, T> reading) {
    requireHere(partition);
    T answer = open(ofPartition(partition, name), reading);
    requireHere(partition);
    return answer;
  }

  private static <K> StoreQueryParameters<ReadOnlyKeyValueStore<K, byte[]>> ofPartition(
      int partition, String name) {
    return StoreQueryParameters.fromNameAndType(
            name, QueryableStoreTypes.<K, byte[]>keyValueStore())
        .withPartition(partition)
        .enableStaleStores();
  }

  private void requireHere(int partition) {
    if (here.apply(partition) == Holding.NONE) {
      // Where nothing runs, that is the reason, and it says so.
      var unused = running.get();
      throw new NotReadyException(
          "the datasets of partition " + partition + " are moving or not restored yet", null);
    }
  }

  <K, T> T readGlobal(String name, Function<ReadOnlyKeyValueStore<K, byte[]>, T> reading) {
    return open(
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<K, byte[]>keyValueStore()),
        reading);
  }

  /**
   * Reads what is stored of a dataset.
   *
   * @throws NotReadyException if it cannot be read now
   */
  <K, T> T read(
      String datasetUrn, String name, Function<ReadOnlyKeyValueStore<K, byte[]>, T> reading) {
    return read(partitionOf(datasetUrn), name, reading);
  }

  int partitionOf(String datasetUrn) {
    return partitionOf.applyAsInt(datasetUrn);
  }

  private <K, T> T open(
      StoreQueryParameters<ReadOnlyKeyValueStore<K, byte[]>> store,
      Function<ReadOnlyKeyValueStore<K, byte[]>, T> reading) {
    return guarded(streams -> reading.apply(streams.store(store)));
  }

  private <T> T guarded(Function<KafkaStreams, T> reading) {
    KafkaStreams streams = running.get();
    try {
      return reading.apply(streams);
    } catch (InvalidStateStoreException e) {
      throw new NotReadyException(
          "the state is moving or not restored yet: the application is " + streams.state(), e);
    } catch (IllegalStateException e) {
      throw new NotReadyException("the application is not running: it is " + streams.state(), e);
    }
  }
}
