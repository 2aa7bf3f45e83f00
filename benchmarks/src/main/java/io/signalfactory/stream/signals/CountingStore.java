package io.signalfactory.stream.signals;

import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts what is written to a store. In production each is a record of its changelog, unless the
 * store has a cache (ADR 0018).
 */
final class CountingStore<K> implements KeyValueStore<K, byte[]> {

  private final KeyValueStore<K, byte[]> store;
  private long writes;
  private long bytes;

  CountingStore(KeyValueStore<K, byte[]> store) {
    this.store = store;
  }

  long writes() {
    return writes;
  }

  /** Bytes of the values written. */
  long bytes() {
    return bytes;
  }

  @Override
  public void put(K key, byte[] value) {
    count(value);
    store.put(key, value);
  }

  @Override
  public byte[] putIfAbsent(K key, byte[] value) {
    count(value);
    return store.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<K, byte[]>> entries) {
    entries.forEach(entry -> count(entry.value));
    store.putAll(entries);
  }

  @Override
  public byte[] delete(K key) {
    count(null);
    return store.delete(key);
  }

  private void count(byte[] value) {
    writes++;
    bytes += value == null ? 0 : value.length;
  }

  @Override
  public byte[] get(K key) {
    return store.get(key);
  }

  @Override
  public KeyValueIterator<K, byte[]> range(K from, K to) {
    return store.range(from, to);
  }

  @Override
  public KeyValueIterator<K, byte[]> reverseRange(K from, K to) {
    return store.reverseRange(from, to);
  }

  @Override
  public KeyValueIterator<K, byte[]> all() {
    return store.all();
  }

  @Override
  public long approximateNumEntries() {
    return store.approximateNumEntries();
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    store.init(context, root);
  }

  @Override
  public void close() {
    store.close();
  }

  @Override
  public boolean persistent() {
    return store.persistent();
  }

  @Override
  public boolean isOpen() {
    return store.isOpen();
  }
}
