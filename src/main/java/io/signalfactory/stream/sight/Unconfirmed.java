package io.signalfactory.stream.sight;

import io.signalfactory.query.Slice;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What the stores of one SIGNALS task had before the changes that its thread has not committed. A
 * store is read live, and if the transaction is lost, nobody ever gets what it showed (ADR 37). So
 * queries get what was there before, until the commit is confirmed.
 *
 * <p>The stream thread notes a value before it changes it, and a reader looks here after it has
 * read the store: whatever it has read that is not committed has been noted by then.
 *
 * <p>One thread writes, any thread reads.
 */
final class Unconfirmed {

  private final LongSupplier commits;
  private final Map<String, ConcurrentNavigableMap<String, Before>> stores =
      new ConcurrentHashMap<>();

  /**
   * What an entry was.
   *
   * @param commits how many commits there had been when it was changed
   * @param value what it was; null if there was none
   */
  private record Before(long commits, byte @Nullable [] value) {}

  /**
   * @param commits how often the thread of the task has committed; read by any thread
   */
  Unconfirmed(LongSupplier commits) {
    this.commits = commits;
  }

  /** The same store; what is written to it is not shown before it is committed. */
  KeyValueStore<String, byte[]> noting(KeyValueStore<String, byte[]> store) {
    ConcurrentNavigableMap<String, Before> changes = changesOf(store.name());
    return new NotingStore(store, key -> note(changes, key, store));
  }

  private ConcurrentNavigableMap<String, Before> changesOf(String store) {
    return stores.computeIfAbsent(store, name -> new ConcurrentSkipListMap<>(Slice.KEY_ORDER));
  }

  private void note(
      Map<String, Before> changes, String key, ReadOnlyKeyValueStore<String, byte[]> store) {
    long count = commits.getAsLong();
    Before noted = changes.get(key);
    // Of several changes between two commits, the first one changed what is committed.
    if (noted == null || noted.commits() != count) {
      changes.put(key, new Before(count, store.get(key)));
    }
  }

  /** Forgets what has been committed since; to be called by the stream thread now and then. */
  void forget() {
    long count = commits.getAsLong();
    stores
        .values()
        .forEach(changes -> changes.values().removeIf(before -> before.commits() != count));
  }

  /** The same store as it was committed. */
  ReadOnlyKeyValueStore<String, byte[]> confirmed(
      String name, ReadOnlyKeyValueStore<String, byte[]> store) {
    ConcurrentNavigableMap<String, Before> changes = stores.get(name);
    return changes == null ? store : new ConfirmedStore(store, new View(changes));
  }

  /** The changes of one store, as a reader sees them. */
  final class View {

    private final ConcurrentNavigableMap<String, Before> changes;

    private View(ConcurrentNavigableMap<String, Before> changes) {
      this.changes = changes;
    }

    /**
     * What an entry was when it was last committed.
     *
     * @param read what has just been read of it; null if there was no entry
     * @return null if there was none
     */
    byte @Nullable [] confirmed(String key, byte @Nullable [] read) {
      Before before = changes.get(key);
      return before == null || before.commits() != commits.getAsLong() ? read : before.value();
    }

    /**
     * What was changed in a range of keys and is not committed, as it was before.
     *
     * @param from the first key; null for all up to the last
     * @param to the last key; null for all from the first
     * @return by key; null for an entry that was not there
     */
    NavigableMap<String, byte @Nullable []> before(@Nullable String from, @Nullable String to) {
      NavigableMap<String, byte @Nullable []> values = new TreeMap<>(Slice.KEY_ORDER);
      if (changes.isEmpty()) {
        return values;
      }
      NavigableMap<String, Before> range = changes;
      range = from == null ? range : range.tailMap(from, true);
      range = to == null ? range : range.headMap(to, true);
      long count = commits.getAsLong();
      range.forEach(
          (key, before) -> {
            if (before.commits() == count) {
              values.put(key, before.value());
            }
          });
      return values;
    }
  }
}
