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
import org.jspecify.annotations.Nullable;

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
  private final Map<String, Topic> byTopic = new HashMap<>();
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
      Topic known = byTopic.get(topic);
      if (known == null) {
        continue;
      }
      for (SignalInput.Progress progress : known.reports.values()) {
        if (gone(progress, nowMs)) {
          continue;
        }
        anyKnown = true;
        String problem = problem(progress, nowMs);
        if (problem != null) {
          return new ObserverProgress.Behind(problem);
        }
      }
      int missing = known.firstMissing();
      if (missing >= 0 && nowMs - startedAtMs <= GONE_AFTER.toMillis()) {
        return new ObserverProgress.Behind(topic + "-" + missing + " is about to be read");
      }
    }
    if (!anyKnown && nowMs - startedAtMs < silentAfterMs) {
      return new ObserverProgress.Behind("the application has just started");
    }
    return ObserverProgress.CAUGHT_UP;
  }

  /**
   * The time that every partition of these topics has been read past: every record that arrived
   * before it has been counted.
   *
   * @return in milliseconds since the epoch; {@link Long#MIN_VALUE} while nothing can be said, and
   *     {@code nowMs} where there is nothing to read
   */
  long readPastMs(Collection<String> topics, long nowMs) {
    boolean anyKnown = false;
    long readPastMs = nowMs;
    for (String topic : topics) {
      Topic known = byTopic.get(topic);
      if (known == null) {
        continue;
      }
      for (SignalInput.Progress progress : known.reports.values()) {
        if (!gone(progress, nowMs)) {
          anyKnown = true;
          readPastMs = Math.min(readPastMs, progress.readPastMs());
        }
      }
      if (known.firstMissing() >= 0 && nowMs - startedAtMs <= GONE_AFTER.toMillis()) {
        return Long.MIN_VALUE;
      }
    }
    return anyKnown || nowMs - startedAtMs >= silentAfterMs ? readPastMs : Long.MIN_VALUE;
  }

  private boolean gone(SignalInput.Progress progress, long nowMs) {
    return nowMs - Math.max(startedAtMs, progress.reportedAtMs()) > GONE_AFTER.toMillis();
  }

  private @Nullable String problem(SignalInput.Progress progress, long nowMs) {
    long silentMs = nowMs - progress.reportedAtMs();
    String partition = progress.source().topic() + "-" + progress.source().partition();
    if (silentMs > silentAfterMs) {
      return partition + " has not been read for " + silentMs / 1000 + " s";
    }
    if (!progress.caughtUp()) {
      return progress.lag() < 0
          ? partition + " is about to be read"
          : partition + " has " + progress.lag() + " records still to be read";
    }
    return null;
  }

  private void put(SignalInput.Progress progress) {
    byTopic.computeIfAbsent(progress.source().topic(), topic -> new Topic()).put(progress);
  }

  /** The reports of one topic's partitions. */
  private static final class Topic {
    private final Map<Integer, SignalInput.Progress> reports = new TreeMap<>();
    private int partitions;

    private void put(SignalInput.Progress progress) {
      reports.put(progress.source().partition(), progress);
      partitions = Math.max(partitions, progress.topicPartitions());
    }

    /** A partition that exists and that nobody has reported yet; -1 if there is none. */
    private int firstMissing() {
      if (reports.size() >= partitions) {
        return -1;
      }
      int missing = 0;
      while (reports.containsKey(missing)) {
        missing++;
      }
      return missing;
    }
  }
}
