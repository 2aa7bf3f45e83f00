package io.signalfactory.stream;

import io.signalfactory.signal.Breach;
import io.signalfactory.signal.MinuteBucketCodec;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Answers from the state stores of this instance, by interactive queries. Every call throws {@link
 * NotReadyException} while the stores cannot be asked, rather than answer that there is nothing.
 */
public final class SignalQueries {

  private final KafkaStreams streams;

  SignalQueries(KafkaStreams streams) {
    this.streams = streams;
  }

  /** The states of all signals, in the order of their keys. */
  public List<SignalState> states() {
    return list(Names.STATE_STORE, ReadOnlyKeyValueStore::all, SignalJson::readState);
  }

  /** The states of one dataset's signals, in the order of their keys; empty if it is unknown. */
  public List<SignalState> states(String datasetUrn) {
    String prefix = datasetUrn + "|";
    // '}' is the character after '|': the end of all keys that begin with the prefix.
    return list(
        Names.STATE_STORE, store -> store.range(prefix, datasetUrn + "}"), SignalJson::readState);
  }

  /** The state of one signal; empty if it is unknown. */
  public Optional<SignalState> state(SignalKey key) {
    return ask(
        Names.STATE_STORE,
        (ReadOnlyKeyValueStore<String, byte[]> store) ->
            Optional.ofNullable(store.get(key.text())).map(SignalJson::readState));
  }

  /** The latest transition of every breach of the last 30 days, in no order. */
  public List<Breach> breaches() {
    return list(Names.BREACH_STORE, ReadOnlyKeyValueStore::all, SignalJson::readBreach);
  }

  /**
   * What the minutes of a dataset add up to; a minute without events is absent.
   *
   * @param fromMinute the first minute, in minutes since the epoch
   * @param toMinute the minute after the last
   */
  public NavigableMap<Long, Totals> minutes(String datasetUrn, long fromMinute, long toMinute) {
    return ask(
        Names.MINUTE_STORE,
        (ReadOnlyKeyValueStore<Bytes, byte[]> store) -> {
          NavigableMap<Long, Totals> minutes = new TreeMap<>();
          try (KeyValueIterator<Bytes, byte[]> range =
              store.range(
                  MinuteKey.of(datasetUrn, fromMinute), MinuteKey.of(datasetUrn, toMinute - 1))) {
            range.forEachRemaining(
                entry ->
                    minutes.put(
                        MinuteKey.minute(entry.key),
                        MinuteBucketCodec.decode(entry.value).totals()));
          }
          return minutes;
        });
  }

  /** The contract documents in force, as they lie on the contracts topic, in no order. */
  public List<byte[]> contracts() {
    return list(Names.CONTRACT_STORE, ReadOnlyKeyValueStore::all, Function.identity());
  }

  /** The contract document in force for a dataset, as it lies on the contracts topic. */
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

  /** The stores cannot be asked now; later they can. */
  public static final class NotReadyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotReadyException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
