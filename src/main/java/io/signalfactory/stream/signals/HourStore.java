package io.signalfactory.stream.signals;

import io.signalfactory.baseline.HourCounts;
import io.signalfactory.baseline.HourHistory;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The closed hours of the datasets of one SIGNALS task, for as long as baselines learn from them.
 * One entry is one day of a dataset: closing an hour rewrites some hundred bytes, and a baseline
 * reads 35 entries.
 */
final class HourStore {

  private static final int HOURS_A_DAY = 24;

  private final KeyValueStore<Bytes, byte[]> store;

  HourStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** Stores an hour that has been closed. */
  void close(String datasetUrn, long hour, HourCounts counts) {
    Bytes key = key(datasetUrn, hour);
    DayOfHours day = read(store.get(key));
    store.put(key, day.with(hourOfDay(hour), counts).toBytes());
  }

  /** Adds late events to an hour, if it is stored. */
  void amend(String datasetUrn, long hour, int minute, long more) {
    Bytes key = key(datasetUrn, hour);
    DayOfHours day = read(store.get(key));
    HourCounts counts = day.hour(hourOfDay(hour));
    if (counts != null && more != 0) {
      store.put(key, day.with(hourOfDay(hour), counts.plus(minute, more)).toBytes());
    }
  }

  /** The hours before one, as far back as a baseline learns from them. */
  HourHistory before(String datasetUrn, long hour) {
    HourHistory history = new HourHistory(hour);
    try (KeyValueIterator<Bytes, byte[]> range =
        store.range(key(datasetUrn, hour - HourHistory.HOURS), key(datasetUrn, hour - 1))) {
      while (range.hasNext()) {
        var entry = range.next();
        long first = MinuteKey.minute(entry.key) * HOURS_A_DAY;
        DayOfHours day = read(entry.value);
        for (int i = 0; i < HOURS_A_DAY; i++) {
          HourCounts counts = day.hour(i);
          if (counts != null) {
            history.put(first + i, counts);
          }
        }
      }
    }
    return history;
  }

  /** Removes the days that no baseline of {@code hour} or later learns from. */
  void expire(String datasetUrn, long hour) {
    delete(datasetUrn, Long.MIN_VALUE, day(hour - HourHistory.HOURS) - 1);
  }

  /** Removes all hours of a dataset. */
  void forget(String datasetUrn) {
    delete(datasetUrn, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private void delete(String datasetUrn, long firstDay, long lastDay) {
    List<Bytes> gone = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> range =
        store.range(MinuteKey.of(datasetUrn, firstDay), MinuteKey.of(datasetUrn, lastDay))) {
      range.forEachRemaining(entry -> gone.add(entry.key));
    }
    gone.forEach(store::delete);
  }

  private static DayOfHours read(byte @Nullable [] bytes) {
    return bytes == null ? DayOfHours.EMPTY : DayOfHours.fromBytes(bytes);
  }

  /** Like the key of a minute, with the day in its place. */
  private static Bytes key(String datasetUrn, long hour) {
    return MinuteKey.of(datasetUrn, day(hour));
  }

  private static long day(long hour) {
    return Math.floorDiv(hour, HOURS_A_DAY);
  }

  private static int hourOfDay(long hour) {
    return Math.floorMod(hour, HOURS_A_DAY);
  }
}
