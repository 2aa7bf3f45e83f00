package io.signalfactory.stream.signals;

import io.signalfactory.signal.Archive;
import io.signalfactory.signal.Baselines;
import io.signalfactory.signal.DatasetView;
import io.signalfactory.signal.ObserverProgress;
import io.signalfactory.signal.Phase;
import io.signalfactory.signal.Terms;
import io.signalfactory.tally.MinuteSeries;
import io.signalfactory.tally.ProducerHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** A dataset of one SIGNALS task as it is held on the heap between evaluations. */
final class Dataset {

  private final String urn;
  private final MinuteSeries minutes;
  private final Baselines baselines;
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
  private ProducerHistory producers;

  /**
   * @param minutes its latest minutes
   * @param heldFrom the first minute from which on they are complete
   * @param nowMs when it begins to be held, in milliseconds since the epoch
   * @param baselines what is usual of its hours
   * @param archive what is stored of it beyond that
   */
  Dataset(
      String urn,
      DatasetRecord known,
      MinuteSeries minutes,
      long heldFrom,
      long nowMs,
      Baselines baselines,
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

  /** Lets go of the minutes before {@code minute}. */
  void forgetBefore(long minute) {
    minutes.forgetBefore(minute);
    latestMinutes.forgetBefore(minute);
    heldFrom = Math.max(heldFrom, minute);
  }

  Baselines baselines() {
    return baselines;
  }

  /**
   * The first minute from which on its minutes are complete: a contract that asks for earlier ones,
   * be it again, needs them read again.
   */
  long heldFrom() {
    return heldFrom;
  }

  /** Whether it is its turn to have what it needs no longer removed; true once at each turn. */
  boolean expires(long nowMs, Duration every) {
    boolean turn = phase.cameBetween(expiredAtMs, nowMs, every.toMillis());
    if (turn) {
      expiredAtMs = nowMs;
    }
    return turn;
  }

  /**
   * Takes over what is known now, member by member: its times move with every tally, and to write a
   * reference to a new object into one that has been there for long is work for the next pause of
   * the collector.
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

  DatasetView view(Terms terms, ObserverProgress progress, Instant knownUntil) {
    DatasetRecord known = known();
    return new DatasetView(
        urn,
        terms,
        known.observed(),
        known.latestEventTimeMs() == Long.MIN_VALUE
            ? null
            : Instant.ofEpochMilli(known.latestEventTimeMs()),
        known.hasEvents() ? Instant.ofEpochMilli(known.firstArrivalMs()) : null,
        minutes,
        progress,
        knownUntil,
        known.producers(),
        baselines,
        archive);
  }
}
