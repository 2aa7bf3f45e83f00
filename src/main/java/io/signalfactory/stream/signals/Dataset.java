package io.signalfactory.stream.signals;

import io.signalfactory.signal.Archive;
import io.signalfactory.signal.DatasetView;
import io.signalfactory.signal.ObserverProgress;
import io.signalfactory.signal.Phase;
import io.signalfactory.signal.RecentBaselines;
import io.signalfactory.signal.Terms;
import io.signalfactory.tally.MinuteSeries;
import io.signalfactory.tally.VersionHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What a SIGNALS task has of one dataset on the heap between evaluations. */
final class Dataset {

  private final String urn;
  private final MinuteSeries minutes;
  private final RecentBaselines baselines;
  private final Archive archive;
  private final Phase phase;
  private final LatestMinutes latestMinutes = new LatestMinutes();
  private long heldFrom;
  private long expiredAtMs;
  private long observedSinceMs;
  private long latestEventTimeMs;
  private long firstArrivalMs;
  private long newestMinute;
  private long closedThroughMs;
  private Set<String> topics;
  private VersionHistory producers;

  /**
   * A dataset whose stored minutes have just been read.
   *
   * @param minutes its latest minutes
   * @param heldFrom the minute from which on they are complete
   * @param nowMs the current time, in milliseconds since the epoch
   * @param baselines what is usual of its hours
   * @param archive what is stored of it beyond that
   */
  Dataset(
      String urn,
      DatasetRecord known,
      MinuteSeries minutes,
      long heldFrom,
      long nowMs,
      RecentBaselines baselines,
      Archive archive) {
    this.urn = urn;
    this.topics = known.topics();
    this.producers = known.producers();
    this.minutes = minutes;
    this.heldFrom = heldFrom;
    this.expiredAtMs = nowMs;
    this.baselines = baselines;
    this.archive = archive;
    this.phase = new Phase(urn);
    update(known);
  }

  String urn() {
    return urn;
  }

  DatasetRecord known() {
    return new DatasetRecord(
        observedSinceMs,
        latestEventTimeMs,
        firstArrivalMs,
        newestMinute,
        closedThroughMs,
        topics,
        producers);
  }

  MinuteSeries minutes() {
    return minutes;
  }

  LatestMinutes latestMinutes() {
    return latestMinutes;
  }

  /** Forgets the minutes before {@code minute}. */
  void forgetBefore(long minute) {
    minutes.forgetBefore(minute);
    latestMinutes.forgetBefore(minute);
    heldFrom = Math.max(heldFrom, minute);
  }

  RecentBaselines baselines() {
    return baselines;
  }

  /**
   * The minute from which on its minutes are complete. For a contract that needs earlier ones they
   * have to be read from the store again.
   */
  long heldFrom() {
    return heldFrom;
  }

  /** Whether it is this dataset's turn to have expired data removed; true once per turn. */
  boolean expires(long nowMs, Duration every) {
    boolean turn = phase.isDue(expiredAtMs, nowMs, every.toMillis());
    if (turn) {
      expiredAtMs = nowMs;
    }
    return turn;
  }

  /**
   * Copies what is known now, member by member. Times change with every tally, and references from
   * an old object to new ones are work for the collector.
   */
  void update(DatasetRecord record) {
    observedSinceMs = record.observedSinceMs();
    latestEventTimeMs = record.latestEventTimeMs();
    firstArrivalMs = record.firstArrivalMs();
    newestMinute = record.newestMinute();
    closedThroughMs = record.closedThroughMs();
    if (!topics.equals(record.topics())) {
      topics = record.topics();
    }
    if (!producers.equals(record.producers())) {
      producers = record.producers();
    }
  }

  /**
   * @param createdAgainAtMs when a topic of it that was created again began to be read, in
   *     milliseconds since the epoch; {@link Long#MIN_VALUE} if none was
   */
  DatasetView view(
      Terms terms, ObserverProgress progress, Instant knownUntil, long createdAgainAtMs) {
    DatasetRecord known = known();
    return new DatasetView(
        urn,
        terms,
        known.observed(),
        known.latestEventTimeMs() == Long.MIN_VALUE
            ? null
            : Instant.ofEpochMilli(known.latestEventTimeMs()),
        known.hasEvents() ? Instant.ofEpochMilli(known.firstArrivalMs()) : null,
        createdAgainAtMs == Long.MIN_VALUE ? null : Instant.ofEpochMilli(createdAgainAtMs),
        minutes,
        progress,
        knownUntil,
        known.producers(),
        baselines,
        archive);
  }
}
