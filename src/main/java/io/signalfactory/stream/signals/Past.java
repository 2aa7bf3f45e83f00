package io.signalfactory.stream.signals;

import io.signalfactory.past.Counted;
import io.signalfactory.past.HourCount;
import io.signalfactory.past.HourTrack;
import io.signalfactory.past.Judged;
import io.signalfactory.past.Strip;
import io.signalfactory.past.Tracker;
import io.signalfactory.past.Usual;
import io.signalfactory.past.WorstStates;
import io.signalfactory.signal.Evaluation;
import io.signalfactory.signal.JudgedSignal;
import io.signalfactory.signal.Signal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what charts show of the past of a SIGNALS task's datasets. Evaluations are taken down on
 * the heap and stored once per minute; hours are stored as they close and amended by late events.
 */
final class Past {

  private final TrackStore tracks;
  private final RollupStore rollups;
  private final Map<String, Followed> followed = new HashMap<>();

  Past(TrackStore tracks, RollupStore rollups) {
    this.tracks = tracks;
    this.rollups = rollups;
  }

  /**
   * Takes an evaluation of a dataset down.
   *
   * @param saw whether the observer was not behind
   * @param nowMs the time of the evaluation, in milliseconds since the epoch
   * @param readPastMs every record that arrived before this has been counted, in milliseconds since
   *     the epoch; {@link Long#MIN_VALUE} if that is not known
   */
  void judged(String urn, Evaluation evaluation, boolean saw, long nowMs, long readPastMs) {
    if (evaluation.judged().isEmpty()) {
      return;
    }
    Followed dataset = followed.computeIfAbsent(urn, this::takeUp);
    Tracker tracker = dataset.tracker;
    WorstStates states = WorstStates.of(evaluation);
    tracker.judged(nowMs, states, staleness(evaluation), saw, readPastMs);
    Strip strip = dataset.strip.with(tracker.hour(), states);
    if (!strip.equals(dataset.strip)) {
      // Twice per hour, as a rule.
      dataset.strip = strip;
      tracks.put(urn, strip);
    }
    if (tracker.isDue(nowMs)) {
      store(urn, tracker);
    }
  }

  private Followed takeUp(String urn) {
    Tracker tracker = new Tracker(urn);
    TrackStore.Stored stored = tracks.latest(urn);
    if (stored != null) {
      tracker.restore(stored.hour(), stored.track());
    }
    Strip strip = tracks.strip(urn);
    return new Followed(tracker, strip == null ? Strip.endingWith(0) : strip);
  }

  /** The time since the latest event, in seconds; 0 where it was not judged. */
  private static double staleness(Evaluation evaluation) {
    for (JudgedSignal signal : evaluation.judged()) {
      if (signal.key().signal() == Signal.FRESHNESS && signal.key().consumer() == null) {
        Double seconds = signal.judgement().observed().value();
        return seconds == null ? 0 : seconds;
      }
    }
    return 0;
  }

  private void store(String urn, Tracker tracker) {
    Tracker.Ended ended = tracker.takeEnded();
    if (ended != null) {
      Judged whole = ended.track().whole();
      if (whole.happened()) {
        tracks.put(urn, ended.hour(), ended.track());
        rollups.put(urn, ended.hour(), whole);
      }
      tracks.expire(urn, tracker.hour());
      rollups.expire(urn, tracker.hour());
    }
    tracks.put(urn, tracker.hour(), tracker.track());
  }

  /**
   * Stores an hour that has been closed.
   *
   * @param hour in hours since the epoch
   */
  void closed(String urn, long hour, Counted counted, @Nullable Usual usual) {
    rollups.put(urn, hour, HourCount.closed(counted, usual));
  }

  /**
   * Amends a closed hour in which late events have changed a minute.
   *
   * @param minute in minutes since the epoch
   */
  void amended(String urn, long minute, Counted before, Counted after) {
    if (before.equals(after)) {
      return;
    }
    rollups.amend(urn, Math.floorDiv(minute, HourTrack.MINUTES), before, after);
    long more = after.counts().events() - before.counts().events();
    if (more != 0) {
      tracks.amend(urn, minute, more);
    }
  }

  /** Removes all that is kept of a dataset. */
  void forget(String urn) {
    followed.remove(urn);
    tracks.forget(urn);
    rollups.forget(urn);
  }

  /** A dataset between evaluations. */
  private static final class Followed {
    private final Tracker tracker;
    private Strip strip;

    private Followed(Tracker tracker, Strip strip) {
      this.tracker = tracker;
      this.strip = strip;
    }
  }
}
