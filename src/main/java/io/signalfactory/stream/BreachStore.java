package io.signalfactory.stream;

import io.signalfactory.signal.Breach;
import io.signalfactory.signal.OpenBreach;
import io.signalfactory.signal.OpenBreachCodec;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The breaches of one SIGNALS task: those that are open with all that their life cycle remembers,
 * and each breach's latest transition for as long as the breaches topic keeps it.
 */
final class BreachStore {

  private static final Duration RETENTION = Duration.ofDays(30);
  private static final int MAX_EXPIRED_A_SWEEP = 1_000;
  // Sorts after every digit of a time.
  private static final String END_OF_TIMES = "~";

  private final KeyValueStore<String, byte[]> open;
  private final KeyValueStore<String, byte[]> all;

  BreachStore(KeyValueStore<String, byte[]> open, KeyValueStore<String, byte[]> all) {
    this.open = open;
    this.all = all;
  }

  @Nullable OpenBreach open(SignalKey key) {
    byte[] stored = open.get(key.text());
    return stored == null ? null : OpenBreachCodec.decode(stored);
  }

  void remember(SignalKey key, @Nullable OpenBreach breach) {
    if (breach == null) {
      open.delete(key.text());
    } else {
      open.put(key.text(), OpenBreachCodec.encode(breach));
    }
  }

  void record(Breach transition) {
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

  /** Forgets breaches that were resolved longer ago than the breaches topic remembers. */
  void expire(Instant now) {
    List<String> expired = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> entries = all.all()) {
      while (entries.hasNext() && expired.size() < MAX_EXPIRED_A_SWEEP) {
        var entry = entries.next();
        Instant resolvedAt = SignalJson.readBreach(entry.value).resolvedAt();
        if (resolvedAt != null && resolvedAt.isBefore(now.minus(RETENTION))) {
          expired.add(entry.key);
        }
      }
    }
    expired.forEach(all::delete);
  }
}
