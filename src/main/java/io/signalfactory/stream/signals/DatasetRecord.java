package io.signalfactory.stream.signals;

import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.tally.VersionHistory;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * What SIGNALS stores of a dataset besides its minutes. All times are in milliseconds since the
 * epoch.
 *
 * @param observedSinceMs when it became known: the arrival of its contract or of its first event,
 *     whichever was earlier
 * @param latestEventTimeMs its latest valid event time; {@link Long#MIN_VALUE} if there is none
 * @param firstArrivalMs arrival of its first event; {@link Long#MAX_VALUE} if there is none
 * @param closedThroughMs every calendar hour that ends at or before this is closed for good; {@link
 *     Long#MIN_VALUE} if there is none
 * @param newestMinute the newest minute with events or arrivals; {@link Long#MIN_VALUE} if there is
 *     none
 * @param topics the raw topics that its events came from
 * @param producers which versions sent its events, and since when
 */
record DatasetRecord(
    long observedSinceMs,
    long latestEventTimeMs,
    long firstArrivalMs,
    long newestMinute,
    long closedThroughMs,
    Set<String> topics,
    VersionHistory producers) {

  public DatasetRecord {
    topics = Set.copyOf(topics);
  }

  static DatasetRecord knownSince(long nowMs) {
    return new DatasetRecord(
        nowMs,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE,
        Set.of(),
        VersionHistory.EMPTY);
  }

  boolean hasEvents() {
    return firstArrivalMs != Long.MAX_VALUE;
  }

  DatasetRecord seen(SignalInput.Partial partial) {
    Set<String> all = topics;
    // A tally without events comes from UNIQUE and not from a raw partition.
    if (partial.tally().events() > 0 && !topics.contains(partial.source().topic())) {
      all = new TreeSet<>(topics);
      all.add(partial.source().topic());
    }
    return new DatasetRecord(
        Math.min(observedSinceMs, partial.tally().firstArrivalMs()),
        Math.max(latestEventTimeMs, partial.tally().latestEventTimeMs()),
        Math.min(firstArrivalMs, partial.tally().firstArrivalMs()),
        Math.max(newestMinute, partial.minute()),
        closedThroughMs,
        all,
        producers.seen(partial.tally().versions()));
  }

  /** The record once the hours up to {@code endMs} are closed. */
  DatasetRecord closedThrough(long endMs) {
    return new DatasetRecord(
        observedSinceMs, latestEventTimeMs, firstArrivalMs, newestMinute, endMs, topics, producers);
  }

  ObservedSpan observed() {
    return new ObservedSpan(
        Instant.ofEpochMilli(observedSinceMs),
        closedThroughMs == Long.MIN_VALUE ? null : Instant.ofEpochMilli(closedThroughMs));
  }

  byte[] toBytes() {
    return DatasetCodec.encode(this);
  }

  static DatasetRecord fromBytes(byte[] bytes) {
    return DatasetCodec.decode(bytes);
  }
}
