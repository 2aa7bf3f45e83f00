package io.signalfactory.stream.sight;

import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store that says of each key that it is about to change. */
final class NotingStore implements KeyValueStore<String, byte[]> {

  private final KeyValueStore<String, byte[]> store;
  private final Consumer<String> changes;

  /**
   * @param changes gets each key before its entry changes
   */
  NotingStore(KeyValueStore<String, byte[]> store, Consumer<String> changes) {
    this.store = store;
    this.changes = changes;
  }

  @Override
  public void put(String key, byte @Nullable [] value) {
    changes.accept(key);
    store.put(key, value);
  }

  @Override
  public byte @Nullable [] putIfAbsent(String key, byte @Nullable [] value) {
    changes.accept(key);
    return store.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<String, byte[]>> entries) {
    entries.forEach(entry -> changes.accept(entry.key));
    store.putAll(entries);
  }

  @Override
  public byte @Nullable [] delete(String key) {
    changes.accept(key);
    return store.delete(key);
  }

  @Override
  public byte @Nullable [] get(String key) {
    return store.get(key);
  }

  @Override
  public KeyValueIterator<String, byte[]> range(@Nullable String from, @Nullable String to) {
    return store.range(from, to);
  }

  @Override
  public KeyValueIterator<String, byte[]> reverseRange(@Nullable String from, @Nullable String to) {
    return store.reverseRange(from, to);
  }

  @Override
  public KeyValueIterator<String, byte[]> all() {
    return store.all();
  }

  @Override
  public KeyValueIterator<String, byte[]> reverseAll() {
    return store.reverseAll();
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

  @Override
  public Position getPosition() {
    return store.getPosition();
  }
}
