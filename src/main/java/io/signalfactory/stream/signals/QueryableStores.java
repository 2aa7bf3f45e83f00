package io.signalfactory.stream.signals;

import io.signalfactory.query.NotReadyException;
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
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Answers from the state stores of this instance, by interactive queries. */
public final class QueryableStores implements SignalStores {

  private final KafkaStreams streams;

  public QueryableStores(KafkaStreams streams) {
    this.streams = streams;
  }

  @Override
  public List<SignalState> states() {
    return list(Names.STATE_STORE, ReadOnlyKeyValueStore::all, SignalJson::readState);
  }

  @Override
  public List<SignalState> states(String datasetUrn) {
    String prefix = datasetUrn + "|";
    // '}' is the character after '|': the end of all keys that begin with the prefix.
    return list(
        Names.STATE_STORE, store -> store.range(prefix, datasetUrn + "}"), SignalJson::readState);
  }

  @Override
  public Optional<SignalState> state(SignalKey key) {
    return ask(
        Names.STATE_STORE,
        (ReadOnlyKeyValueStore<String, byte[]> store) ->
            Optional.ofNullable(store.get(key.text())).map(SignalJson::readState));
  }

  @Override
  public List<Breach> breaches() {
    return list(Names.BREACH_STORE, ReadOnlyKeyValueStore::all, SignalJson::readBreach);
  }

  @Override
  public NavigableMap<Long, Counts> minutes(String datasetUrn, long fromMinute, long toMinute) {
    return ask(
        Names.MINUTE_STORE,
        (ReadOnlyKeyValueStore<Bytes, byte[]> store) -> {
          NavigableMap<Long, Counts> minutes = new TreeMap<>();
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
    return ask(
        Names.DATASET_STORE,
        (ReadOnlyKeyValueStore<String, byte[]> store) ->
            Optional.ofNullable(store.get(datasetUrn))
                .map(bytes -> DatasetRecord.fromBytes(bytes).observed()));
  }

  @Override
  public OptionalLong firstMinute(String datasetUrn) {
    return ask(
        Names.MINUTE_STORE,
        (ReadOnlyKeyValueStore<Bytes, byte[]> store) -> {
          try (KeyValueIterator<Bytes, byte[]> range =
              store.range(
                  MinuteKey.of(datasetUrn, Long.MIN_VALUE),
                  MinuteKey.of(datasetUrn, Long.MAX_VALUE))) {
            return range.hasNext()
                ? OptionalLong.of(MinuteKey.minute(range.peekNextKey()))
                : OptionalLong.empty();
          }
        });
  }

  @Override
  public Map<String, byte[]> contracts() {
    return ask(
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
    return ask(
        Names.CONTRACT_STORE,
        (ReadOnlyKeyValueStore<String, byte[]> store) ->
            Optional.ofNullable(store.get(datasetUrn)));
  }

  private <T> List<T> list(
      String name,
      Function<ReadOnlyKeyValueStore<String, byte[]>, KeyValueIterator<String, byte[]>> range,
      Function<byte[], T> reader) {
    return ask(
        name,
        (ReadOnlyKeyValueStore<String, byte[]> store) -> {
          List<T> read = new ArrayList<>();
          try (KeyValueIterator<String, byte[]> entries = range.apply(store)) {
            entries.forEachRemaining(entry -> read.add(reader.apply(entry.value)));
          }
          return read;
        });
  }

  private <K, T> T ask(String name, Function<ReadOnlyKeyValueStore<K, byte[]>, T> question) {
    try {
      return question.apply(
          streams.store(
              StoreQueryParameters.fromNameAndType(
                  name, QueryableStoreTypes.<K, byte[]>keyValueStore())));
    } catch (InvalidStateStoreException e) {
      throw new NotReadyException("state is moving or not restored yet: " + streams.state(), e);
    } catch (IllegalStateException e) {
      throw new NotReadyException("the application does not run: " + streams.state(), e);
    }
  }
}
