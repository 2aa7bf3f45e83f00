package io.signalfactory.stream.signals;

import io.signalfactory.past.Counted;
import io.signalfactory.past.HourCount;
import io.signalfactory.past.Judged;
import io.signalfactory.past.RollupDay;
import io.signalfactory.past.RollupDayCodec;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The roll-ups of the datasets of one SIGNALS task: what is kept of their hours for 35 days. One
 * entry is one day, as in {@link HourStore}: so the names of rules are stored once per day.
 */
final class RollupStore {

  /** For how many days hours are kept, besides the running one. */
  static final int DAYS_KEPT = 35;

  private final KeyValueStore<Bytes, byte[]> store;

  RollupStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** Stores what was counted of an hour that has been closed. */
  void put(String datasetUrn, long hour, HourCount count) {
    Bytes key = key(datasetUrn, hour);
    store.put(key, RollupDayCodec.encode(read(store.get(key)).with(hourOfDay(hour), count)));
  }

  /** Stores what judging an hour came to. */
  void put(String datasetUrn, long hour, Judged judged) {
    Bytes key = key(datasetUrn, hour);
    store.put(key, RollupDayCodec.encode(read(store.get(key)).with(hourOfDay(hour), judged)));
  }

  /** Amends an hour in which late events have changed a minute, if the hour is stored. */
  void amend(String datasetUrn, long hour, Counted before, Counted after) {
    Bytes key = key(datasetUrn, hour);
    RollupDay day = read(store.get(key));
    HourCount count = day.hour(hourOfDay(hour)).count();
    if (count != null) {
      store.put(
          key, RollupDayCodec.encode(day.with(hourOfDay(hour), count.amended(before, after))));
    }
  }

  /** Removes the days of a dataset that are over 35 days older than this hour. */
  void expire(String datasetUrn, long hour) {
    delete(datasetUrn, day(hour) - DAYS_KEPT - 1);
  }

  /** Removes all roll-ups of a dataset. */
  void forget(String datasetUrn) {
    delete(datasetUrn, Long.MAX_VALUE);
  }

  private void delete(String datasetUrn, long lastDay) {
    List<Bytes> gone = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> range =
        store.range(MinuteKey.of(datasetUrn, Long.MIN_VALUE), MinuteKey.of(datasetUrn, lastDay))) {
      range.forEachRemaining(entry -> gone.add(entry.key));
    }
    gone.forEach(store::delete);
  }

  private static RollupDay read(byte @Nullable [] bytes) {
    return bytes == null ? RollupDay.NOTHING : RollupDayCodec.decode(bytes);
  }

  /** Like the key of a minute, with the day in its place. */
  static Bytes key(String datasetUrn, long hour) {
    return MinuteKey.of(datasetUrn, day(hour));
  }

  /** The first hour of the day that a key is of. */
  static long firstHour(Bytes key) {
    return MinuteKey.minute(key) * RollupDay.HOURS;
  }

  private static long day(long hour) {
    return Math.floorDiv(hour, RollupDay.HOURS);
  }

  private static int hourOfDay(long hour) {
    return Math.floorMod(hour, RollupDay.HOURS);
  }
}
