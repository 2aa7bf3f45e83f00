package io.signalfactory.stream;

import io.signalfactory.contract.Contract;
import io.signalfactory.signal.DatasetView;
import io.signalfactory.signal.MinuteSeries;
import io.signalfactory.signal.ObserverProgress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A dataset of one SIGNALS task as it is held on the heap between evaluations. */
final class Dataset {

  private final String urn;
  private final MinuteSeries minutes;
  private final long heldMinutes;
  private final Baselines baselines;
  private DatasetRecord known;

  /**
   * @param minutes its latest minutes
   * @param heldMinutes how far back they go, in minutes
   * @param baselines what is usual of its hours
   */
  Dataset(
      String urn,
      DatasetRecord known,
      MinuteSeries minutes,
      long heldMinutes,
      Baselines baselines) {
    this.urn = urn;
    this.known = known;
    this.minutes = minutes;
    this.heldMinutes = heldMinutes;
    this.baselines = baselines;
  }

  String urn() {
    return urn;
  }

  DatasetRecord known() {
    return known;
  }

  MinuteSeries minutes() {
    return minutes;
  }

  Baselines baselines() {
    return baselines;
  }

  /** How far back its minutes go: a contract that asks for more needs them read again. */
  long heldMinutes() {
    return heldMinutes;
  }

  void update(DatasetRecord record) {
    known = record;
  }

  DatasetView view(@Nullable Contract contract, ObserverProgress progress, Instant knownUntil) {
    return new DatasetView(
        urn,
        contract,
        known.observed(),
        known.latestEventTimeMs() == Long.MIN_VALUE
            ? null
            : Instant.ofEpochMilli(known.latestEventTimeMs()),
        known.hasEvents() ? Instant.ofEpochMilli(known.firstArrivalMs()) : null,
        minutes,
        progress,
        knownUntil,
        known.producers(),
        baselines);
  }
}
