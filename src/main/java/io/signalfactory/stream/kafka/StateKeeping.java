package io.signalfactory.stream.kafka;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Where a topology keeps its state. */
public enum StateKeeping {
  /** In RocksDB, each store with a changelog: survives restarts and moves between instances. */
  DURABLE,
  /** On the heap, without changelogs: gone when the topology is closed. */
  TRANSIENT;

  /** A store of bytes by key. */
  public <K> StoreBuilder<KeyValueStore<K, byte[]>> store(String name, Serde<K> keys) {
    return builder(name, keys).withCachingDisabled();
  }

  /**
   * A store of bytes by key whose entries are written many times between two commits: only their
   * values at a commit go to RocksDB and to the changelog (ADR 0018).
   */
  public <K> StoreBuilder<KeyValueStore<K, byte[]>> rewrittenStore(String name, Serde<K> keys) {
    // A store on the heap needs no cache.
    return this == DURABLE ? builder(name, keys).withCachingEnabled() : store(name, keys);
  }

  private <K> StoreBuilder<KeyValueStore<K, byte[]>> builder(String name, Serde<K> keys) {
    StoreBuilder<KeyValueStore<K, byte[]>> builder =
        Stores.keyValueStoreBuilder(supplier(name), keys, Serdes.ByteArray());
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
