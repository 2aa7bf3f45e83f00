package io.signalfactory.stream;

import io.signalfactory.signal.ObserverProgress;
import io.signalfactory.signal.SourcePartition;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far ENFORCE has read each raw partition, as SIGNALS knows it: what tells the silence of a
 * producer from our own delay.
 */
final class ProgressBoard {

  /** Reports may be late by so much, beside the commits that they wait for. */
  private static final Duration PATIENCE = ProgressReporter.AT_LEAST_EVERY.multipliedBy(3);

  /** A partition that nobody has reported for so long is gone, and nothing will come from it. */
  private static final Duration GONE_AFTER = Duration.ofHours(1);

  private final KeyValueStore<String, byte[]> store;
  private final Map<String, Map<Integer, SignalInput.Progress>> byTopic = new HashMap<>();
  private final long startedAtMs;
  private final long silentAfterMs;

  /**
   * @param store what was reported before
   * @param startedAtMs when this task began to listen
   * @param commitIntervalMs how often reports become visible: each waits for a commit on its way in
   *     and for one on its way out
   */
  ProgressBoard(KeyValueStore<String, byte[]> store, long startedAtMs, long commitIntervalMs) {
    this.store = store;
    this.startedAtMs = startedAtMs;
    this.silentAfterMs = PATIENCE.toMillis() + 2 * commitIntervalMs;
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        if (SignalInputSerde.read(all.next().value) instanceof SignalInput.Progress progress) {
          put(progress);
        }
      }
    }
  }

  void report(SignalInput.Progress progress) {
    SourcePartition source = progress.source();
    put(progress);
    store.put(source.topic() + "-" + source.partition(), SignalInputSerde.write(progress));
  }

  /** Whether the records of these topics have been read as far as they have arrived. */
  ObserverProgress of(Collection<String> topics, long nowMs) {
    boolean anyKnown = false;
    for (String topic : topics) {
      for (SignalInput.Progress progress : byTopic.getOrDefault(topic, Map.of()).values()) {
        if (nowMs - Math.max(startedAtMs, progress.reportedAtMs()) > GONE_AFTER.toMillis()) {
          continue;
        }
        anyKnown = true;
        long silentMs = nowMs - progress.reportedAtMs();
        String partition = topic + "-" + progress.source().partition();
        if (silentMs > silentAfterMs) {
          return new ObserverProgress.Behind(
              partition + " has not been read for " + silentMs / 1000 + " s");
        }
        if (!progress.caughtUp()) {
          return new ObserverProgress.Behind(
              progress.lag() < 0
                  ? partition + " is about to be read"
                  : partition + " has " + progress.lag() + " records still to be read");
        }
      }
    }
    if (!anyKnown && nowMs - startedAtMs < silentAfterMs) {
      return new ObserverProgress.Behind("the application has just started");
    }
    return ObserverProgress.CAUGHT_UP;
  }

  private void put(SignalInput.Progress progress) {
    byTopic
        .computeIfAbsent(progress.source().topic(), topic -> new TreeMap<>())
        .put(progress.source().partition(), progress);
  }
}
