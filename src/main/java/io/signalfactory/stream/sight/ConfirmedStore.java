package io.signalfactory.stream.sight;

import java.util.NavigableMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store of a task as it was when the task last committed. */
final class ConfirmedStore implements ReadOnlyKeyValueStore<String, byte[]> {

  private final ReadOnlyKeyValueStore<String, byte[]> store;
  private final Unconfirmed.View changes;

  ConfirmedStore(ReadOnlyKeyValueStore<String, byte[]> store, Unconfirmed.View changes) {
    this.store = store;
    this.changes = changes;
  }

  @Override
  public byte @Nullable [] get(String key) {
    return changes.confirmed(key, store.get(key));
  }

  @Override
  public KeyValueIterator<String, byte[]> range(@Nullable String from, @Nullable String to) {
    // The store's iterator shows what was there when it was made, so changes are looked at later.
    return corrected(store.range(from, to), from, to);
  }

  @Override
  public KeyValueIterator<String, byte[]> all() {
    return corrected(store.all(), null, null);
  }

  private KeyValueIterator<String, byte[]> corrected(
      KeyValueIterator<String, byte[]> entries, @Nullable String from, @Nullable String to) {
    NavigableMap<String, byte @Nullable []> before = changes.before(from, to);
    return before.isEmpty() ? entries : new ConfirmedIterator(entries, before);
  }

  @Override
  public long approximateNumEntries() {
    return store.approximateNumEntries();
  }
}
