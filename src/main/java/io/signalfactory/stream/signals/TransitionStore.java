package io.signalfactory.stream.signals;

import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Transition;
import io.signalfactory.signal.TransitionCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The transitions of the breaches of one SIGNALS task, one entry each. Of a breach with many of
 * them, the first and the latest are kept: how it opened, and how it came to where it is.
 */
final class TransitionStore {

  /** How many transitions of a breach are kept. */
  static final int KEPT = 64;

  // Sorts after all numbers.
  private static final String END_OF_NUMBERS = "~";

  private final KeyValueStore<String, byte[]> store;

  TransitionStore(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /** Adds the next transition of a breach; one that is there already is not added again. */
  void add(Breach breach) {
    String id = breach.breachId();
    Transition last = last(id);
    if (last != null && last.breach().equals(breach)) {
      return;
    }
    Transition next = new Transition(last == null ? 1 : last.number() + 1, breach);
    store.put(key(id, next.number()), TransitionCodec.encode(next));
    List<String> keys = keys(id);
    // one at most, as one is added at a time
    if (keys.size() > KEPT) {
      store.delete(keys.get(1));
    }
  }

  private @Nullable Transition last(String breachId) {
    try (KeyValueIterator<String, byte[]> newestFirst =
        store.reverseRange(prefix(breachId), prefix(breachId) + END_OF_NUMBERS)) {
      return newestFirst.hasNext() ? TransitionCodec.decode(newestFirst.next().value) : null;
    }
  }

  private List<String> keys(String breachId) {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> entries = range(store, breachId)) {
      entries.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }

  /** Removes the transitions of a breach. */
  void forget(String breachId) {
    keys(breachId).forEach(store::delete);
  }

  /** The entries of a breach, in order. */
  static KeyValueIterator<String, byte[]> range(
      ReadOnlyKeyValueStore<String, byte[]> store, String breachId) {
    return store.range(prefix(breachId), prefix(breachId) + END_OF_NUMBERS);
  }

  private static String prefix(String breachId) {
    return breachId + "@";
  }

  private static String key(String breachId, int number) {
    return prefix(breachId) + String.format(Locale.ROOT, "%08d", number);
  }
}
