package io.signalfactory.stream.signals;

import io.signalfactory.signal.ObserverProgress;
import io.signalfactory.stream.kafka.TopicSizes;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.stream.report.SignalInputSerde;
import io.signalfactory.tally.SourcePartition;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The progress that ENFORCE has reported of each raw partition. It tells the silence of a producer
 * from our own delay.
 */
final class ProgressBoard {

  /**
   * By how much a report may be late, on top of the commits that it waits for. Who reads a state is
   * to be told within 15 seconds, also with the longest commit interval that is advised.
   */
  private static final Duration PATIENCE =
      SignalInput.Progress.REPORTED_AT_LEAST_EVERY.multipliedBy(4);

  private final KeyValueStore<String, byte[]> store;
  private final TopicSizes sizes;
  private final Map<String, SortedMap<Integer, SignalInput.Progress>> byTopic = new HashMap<>();
  private final long startedAtMs;
  private final long silentAfterMs;
  private final Map<String, Reading> readings = new HashMap<>();
  private long readingsAtMs = Long.MIN_VALUE;

  /**
   * Reads what is stored.
   *
   * @param store the latest report of each raw partition
   * @param sizes how many partitions topics have
   * @param startedAtMs when this task started, in milliseconds since the epoch
   * @param commitIntervalMs how often reports become visible: a report waits for one commit when it
   *     is sent and for another when it is read
   */
  ProgressBoard(
      KeyValueStore<String, byte[]> store,
      TopicSizes sizes,
      long startedAtMs,
      long commitIntervalMs) {
    this.store = store;
    this.sizes = sizes;
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

  /** Accepts a report, which replaces the one before. */
  void accept(SignalInput.Progress progress) {
    SourcePartition source = progress.source();
    put(progress);
    readings.remove(source.topic());
    store.put(source.topic() + "-" + source.partition(), SignalInputSerde.write(progress));
  }

  /** Whether all records of these topics that have arrived have been read. */
  ObserverProgress of(Collection<String> topics, long nowMs) {
    for (String topic : topics) {
      ObserverProgress progress = reading(topic, nowMs).progress();
      if (progress instanceof ObserverProgress.Behind) {
        return progress;
      }
    }
    return ObserverProgress.CAUGHT_UP;
  }

  /**
   * The watermark of these topics: every record that arrived before it, on any partition, has been
   * counted.
   *
   * @return in milliseconds since the epoch; {@link Long#MIN_VALUE} while it is not known, and
   *     {@code nowMs} where there is nothing to read
   */
  long readPastMs(Collection<String> topics, long nowMs) {
    long readPastMs = nowMs;
    for (String topic : topics) {
      readPastMs = Math.min(readPastMs, reading(topic, nowMs).readPastMs());
    }
    return readPastMs;
  }

  /**
   * When the latest of these topics that was created again began to be read.
   *
   * @return in milliseconds since the epoch; {@link Long#MIN_VALUE} if none was
   */
  long createdAgainAtMs(Collection<String> topics, long nowMs) {
    long latest = Long.MIN_VALUE;
    for (String topic : topics) {
      latest = Math.max(latest, reading(topic, nowMs).createdAgainAtMs());
    }
    return latest;
  }

  /** Looked up once per tick and topic, as many datasets share a topic. */
  private Reading reading(String topic, long nowMs) {
    if (nowMs != readingsAtMs) {
      readings.clear();
      readingsAtMs = nowMs;
    }
    Reading known = readings.get(topic);
    if (known == null) {
      known = look(topic, nowMs);
      readings.put(topic, known);
    }
    return known;
  }

  private Reading look(String topic, long nowMs) {
    OptionalInt size = sizes.countOf(topic);
    if (size.isEmpty()) {
      return new Reading(
          Long.MIN_VALUE,
          Long.MIN_VALUE,
          new ObserverProgress.Behind("how many partitions " + topic + " has is not known yet"));
    }
    SortedMap<Integer, SignalInput.Progress> reports = reports(topic, size.getAsInt());
    int missing = firstMissing(reports);
    boolean complete = missing >= size.getAsInt();
    long readPastMs = complete ? nowMs : Long.MIN_VALUE;
    long createdAgainAtMs = Long.MIN_VALUE;
    String problem = null;
    for (SignalInput.Progress progress : reports.values()) {
      readPastMs = Math.min(readPastMs, progress.readPastMs());
      createdAgainAtMs = Math.max(createdAgainAtMs, progress.createdAgainAtMs());
      problem = problem == null ? problem(progress, nowMs) : problem;
    }
    if (problem == null && !complete) {
      problem =
          topic
              + "-"
              + missing
              + (nowMs - startedAtMs < silentAfterMs
                  ? " is about to be read"
                  : " has not been read yet; does raw.topic.pattern match it?");
    }
    return new Reading(
        readPastMs,
        createdAgainAtMs,
        problem == null ? ObserverProgress.CAUGHT_UP : new ObserverProgress.Behind(problem));
  }

  /**
   * The reports of a topic's partitions, without those that the topic no longer has. A partition of
   * which no reports arrive is not taken for gone: most likely the instance that reads it has
   * stopped.
   */
  private SortedMap<Integer, SignalInput.Progress> reports(String topic, int size) {
    SortedMap<Integer, SignalInput.Progress> all = byTopic.get(topic);
    return all == null ? Collections.emptySortedMap() : all.headMap(size);
  }

  /** The first partition of which there is no report yet. */
  private static int firstMissing(SortedMap<Integer, SignalInput.Progress> reports) {
    int missing = 0;
    while (reports.containsKey(missing)) {
      missing++;
    }
    return missing;
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
    byTopic
        .computeIfAbsent(progress.source().topic(), topic -> new TreeMap<>())
        .put(progress.source().partition(), progress);
  }

  /** How far one topic has been read. */
  private record Reading(long readPastMs, long createdAgainAtMs, ObserverProgress progress) {}
}
