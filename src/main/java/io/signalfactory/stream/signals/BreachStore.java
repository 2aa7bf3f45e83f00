package io.signalfactory.stream.signals;

import io.signalfactory.signal.Breach;
import io.signalfactory.signal.OpenBreach;
import io.signalfactory.signal.OpenBreachCodec;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The breaches of one SIGNALS task: open ones with everything that their life cycle remembers, and
 * the transitions of every breach for as long as the breaches topic keeps them.
 */
final class BreachStore {

  private static final Duration RETENTION = Duration.ofDays(30);
  // Sorts after all characters of a time.
  private static final String END_OF_TIMES = "~";
  // Sorts after every URN.
  private static final String END_OF_KEYS = "~";

  private final KeyValueStore<String, byte[]> open;
  private final KeyValueStore<String, byte[]> all;
  private final TransitionStore transitions;
  private @Nullable String expiredUpTo;

  BreachStore(
      KeyValueStore<String, byte[]> open,
      KeyValueStore<String, byte[]> all,
      TransitionStore transitions) {
    this.open = open;
    this.all = all;
    this.transitions = transitions;
  }

  @Nullable OpenBreach open(SignalKey key) {
    byte[] stored = open.get(key.text());
    return stored == null ? null : OpenBreachCodec.decode(stored);
  }

  /** Stores the open breach of a signal; null removes it. */
  void remember(SignalKey key, @Nullable OpenBreach breach) {
    if (breach == null) {
      open.delete(key.text());
    } else {
      open.put(key.text(), OpenBreachCodec.encode(breach));
    }
  }

  /** Stores the latest transition of a breach, and adds it to those before. */
  void record(Breach transition) {
    transitions.add(transition);
    all.put(transition.key().text() + "@" + transition.openedAt(), SignalJson.write(transition));
  }

  /** When the signal's latest breach was resolved; null if it never had one. */
  @Nullable Instant lastResolvedAt(SignalKey key) {
    String prefix = key.text() + "@";
    try (KeyValueIterator<String, byte[]> newestFirst =
        all.reverseRange(prefix, prefix + END_OF_TIMES)) {
      return newestFirst.hasNext()
          ? SignalJson.readBreach(newestFirst.next().value).resolvedAt()
          : null;
    }
  }

  /**
   * Looks at the next breaches, and removes those that were resolved longer ago than the breaches
   * topic keeps them.
   *
   * @param atMost how many it looks at; at least 2, as it begins with the last one of the call
   *     before
   * @return whether it came to the end; then the next call begins with the first breach again
   */
  boolean expire(Instant now, int atMost) {
    Map<String, String> expired = new HashMap<>();
    int looked = 0;
    String last = expiredUpTo;
    boolean through;
    try (KeyValueIterator<String, byte[]> entries =
        expiredUpTo == null ? all.all() : all.range(expiredUpTo, END_OF_KEYS)) {
      while (entries.hasNext() && looked < atMost) {
        var entry = entries.next();
        last = entry.key;
        looked++;
        Breach breach = SignalJson.readBreach(entry.value);
        Instant resolvedAt = breach.resolvedAt();
        if (resolvedAt != null && resolvedAt.isBefore(now.minus(RETENTION))) {
          expired.put(entry.key, breach.breachId());
        }
      }
      through = !entries.hasNext();
    }
    expiredUpTo = through ? null : last;
    expired.forEach(
        (key, breachId) -> {
          all.delete(key);
          transitions.forget(breachId);
        });
    return through;
  }
}
