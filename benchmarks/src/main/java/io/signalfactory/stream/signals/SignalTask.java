package io.signalfactory.stream.signals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.deployment.Deployments;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.kafka.RocksDbMemory;
import io.signalfactory.stream.kafka.SharedRocksDbConfig;
import io.signalfactory.stream.kafka.TopicSizes;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.stream.sight.SightBoard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * One SIGNALS task without a broker: the product's processor on RocksDB stores that share their
 * memory as the product's do, under a clock that is set by hand.
 */
final class SignalTask implements AutoCloseable {

  private static final int SUB_TOPOLOGY = 2;
  private static final long COMMIT_INTERVAL_MS = 100;

  private final MockProcessorContext<String, byte[]> context;
  private final SignalProcessor processor;
  private final List<CountingStore<?>> stores = new ArrayList<>();
  private long said;

  SignalTask(
      ContractCatalog catalog,
      TopicSizes sizes,
      int partition,
      int partitions,
      Path folder,
      RocksDbMemory memory) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "tick");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
    properties.put(
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksDbConfig.class.getName());
    properties.put(RocksDbMemory.CONFIG_KEY, memory);
    this.context =
        new MockProcessorContext<>(
            properties, new TaskId(SUB_TOPOLOGY, partition), folder.toFile());
    this.processor =
        new SignalProcessor(
            catalog,
            sizes,
            partitions,
            COMMIT_INTERVAL_MS,
            new SimpleMeterRegistry(),
            SightBoard.withoutCluster(),
            new Deployments(null),
            System::nanoTime);
    add(Names.MINUTE_STORE, Serdes.Bytes());
    add(Names.HOUR_STORE, Serdes.Bytes());
    add(Names.DATASET_STORE, Serdes.String());
    add(Names.STATE_STORE, Serdes.String());
    add(Names.OPEN_BREACH_STORE, Serdes.String());
    add(Names.BREACH_STORE, Serdes.String());
    add(Names.TRANSITION_STORE, Serdes.String());
    add(Names.TRACK_STORE, Serdes.Bytes());
    add(Names.ROLLUP_STORE, Serdes.Bytes());
    add(Names.PROGRESS_STORE, Serdes.String());
    add(Names.READINESS_STORE, Serdes.String());
  }

  private <K> void add(String name, Serde<K> keys) {
    CountingStore<K> store =
        new CountingStore<>(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(name), keys, Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingDisabled()
                .build());
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    stores.add(store);
  }

  <K> KeyValueStore<K, byte[]> store(String name) {
    return context.getStateStore(name);
  }

  void start(long nowMs) {
    context.setCurrentSystemTimeMs(nowMs);
    processor.init(context);
  }

  void take(String urn, SignalInput input, long nowMs) {
    context.setCurrentSystemTimeMs(nowMs);
    processor.process(new Record<>(urn, input, nowMs));
  }

  /** The punctuations that are due every so often, in the order in which they were scheduled. */
  List<Punctuation> punctuations() {
    return context.scheduledPunctuators().stream()
        .filter(of -> !of.cancelled())
        .map(of -> new Punctuation(of.getInterval().toMillis(), of.getPunctuator()))
        .toList();
  }

  void at(long nowMs) {
    context.setCurrentSystemTimeMs(nowMs);
  }

  /** How many times a dataset has been judged. */
  long evaluations() {
    return processor.evaluations();
  }

  /** Forgets what was forwarded, and counts it. */
  void drain() {
    said += context.forwarded().size();
    context.resetForwards();
  }

  long said() {
    return said;
  }

  List<CountingStore<?>> stores() {
    return stores;
  }

  @Override
  public void close() {
    processor.close();
    stores.forEach(CountingStore::close);
  }

  /** Something that is due every {@code everyMs} milliseconds. */
  record Punctuation(long everyMs, Punctuator work) {}
}
