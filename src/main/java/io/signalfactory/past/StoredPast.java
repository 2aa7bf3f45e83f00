package io.signalfactory.past;

import io.signalfactory.signal.ObservedSpan;
import java.util.Collections;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of the past of one dataset, for the hours that a {@link WindowSpan} touches.
 * Minutes and hours are those since the epoch.
 *
 * @param minutes what was counted by minute of event time; a minute without events is absent
 * @param minutesFrom minutes before this one may have expired
 * @param tracks what judging came to by minute, and late events; by hour
 * @param rollups what is kept of each hour; by hour
 * @param observed the span in which every event was counted; null if the dataset was never observed
 * @param firstCounted the first hour with counts among all roll-ups; null if there is none
 * @param firstJudged the first hour that was judged among all roll-ups and tracks; null if there is
 *     none
 */
public record StoredPast(
    SortedMap<Long, Counted> minutes,
    long minutesFrom,
    SortedMap<Long, HourTrack> tracks,
    SortedMap<Long, RollupHour> rollups,
    @Nullable ObservedSpan observed,
    @Nullable Long firstCounted,
    @Nullable Long firstJudged) {

  public StoredPast {
    minutes = Collections.unmodifiableSortedMap(minutes);
    tracks = Collections.unmodifiableSortedMap(tracks);
    rollups = Collections.unmodifiableSortedMap(rollups);
  }
}
