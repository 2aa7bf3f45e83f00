package io.signalfactory.query;

import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.tally.Counts;
import java.util.Collections;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What was counted for a dataset, minute by minute of event time.
 *
 * @param minutes the counts of the minutes that were asked for, by minutes since the epoch; a
 *     minute without events is absent
 * @param firstStored the earliest minute with events that is still stored, in minutes since the
 *     epoch; it may be earlier than what was asked for. Null if none is stored
 * @param observed the span of time in which every event was counted; null if no event was counted
 *     and no contract arrived yet
 */
public record DatasetHistory(
    SortedMap<Long, Counts> minutes, @Nullable Long firstStored, @Nullable ObservedSpan observed) {

  public DatasetHistory {
    minutes = Collections.unmodifiableSortedMap(minutes);
  }
}
