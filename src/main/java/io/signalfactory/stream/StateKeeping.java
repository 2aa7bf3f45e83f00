package io.signalfactory.stream;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Where a topology keeps its state. */
enum StateKeeping {
  /** In RocksDB, each store with a changelog: survives restarts and moves between instances. */
  DURABLE,
  /** On the heap, without changelogs: gone when the topology is closed. */
  TRANSIENT;

  /** A store of bytes by key. */
  <K> StoreBuilder<KeyValueStore<K, byte[]>> store(String name, Serde<K> keys) {
    StoreBuilder<KeyValueStore<K, byte[]>> builder =
        Stores.keyValueStoreBuilder(supplier(name), keys, Serdes.ByteArray()).withCachingDisabled();
    return this == DURABLE
        ? builder.withLoggingEnabled(Changelogs.CONFIG)
        : builder.withLoggingDisabled();
  }

  private KeyValueBytesStoreSupplier supplier(String name) {
    return this == DURABLE
        ? Stores.persistentKeyValueStore(name)
        : Stores.inMemoryKeyValueStore(name);
  }
}
