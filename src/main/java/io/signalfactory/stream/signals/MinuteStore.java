package io.signalfactory.stream.signals;

import io.signalfactory.past.Counted;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.tally.MinuteBucket;
import io.signalfactory.tally.MinuteBucketCodec;
import io.signalfactory.tally.MinuteSeries;
import io.signalfactory.tally.Sender;
import io.signalfactory.tally.Senders;
import io.signalfactory.tally.Totals;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The minutes of the datasets of one SIGNALS task. */
final class MinuteStore {

  private final KeyValueStore<Bytes, byte[]> store;

  MinuteStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /**
   * Merges a partial into its minute.
   *
   * @param latest the latest minutes of the dataset
   */
  Merged merge(String datasetUrn, LatestMinutes latest, SignalInput.Partial partial) {
    Bytes key = MinuteKey.of(datasetUrn, partial.minute());
    byte[] known = latest.get(partial.minute());
    byte[] stored = known == null ? store.get(key) : known;
    MinuteBucket before = stored == null ? MinuteBucket.EMPTY : MinuteBucketCodec.decode(stored);
    MinuteBucket after = before.merge(partial.source(), partial.tally());
    if (!after.equals(before)) {
      byte[] merged = MinuteBucketCodec.encode(after);
      store.put(key, merged);
      latest.put(partial.minute(), merged);
    } else if (known == null && stored != null) {
      latest.put(partial.minute(), stored);
    }
    return new Merged(before, after);
  }

  /** The minutes of a dataset from {@code fromMinute} on. */
  MinuteSeries series(String datasetUrn, long fromMinute) {
    MinuteSeries series = new MinuteSeries();
    try (KeyValueIterator<Bytes, byte[]> range =
        store.range(
            MinuteKey.of(datasetUrn, fromMinute), MinuteKey.of(datasetUrn, Long.MAX_VALUE))) {
      range.forEachRemaining(
          entry ->
              series.put(
                  MinuteKey.minute(entry.key), MinuteBucketCodec.decode(entry.value).totals()));
    }
    return series;
  }

  /** How many events a dataset has from one minute up to another, the latter not included. */
  long events(String datasetUrn, long fromMinute, long toMinute) {
    long events = 0;
    try (KeyValueIterator<Bytes, byte[]> range =
        store.range(MinuteKey.of(datasetUrn, fromMinute), MinuteKey.of(datasetUrn, toMinute - 1))) {
      while (range.hasNext()) {
        events += MinuteBucketCodec.decode(range.next().value).totals().events();
      }
    }
    return events;
  }

  /** What was counted from one minute up to another, the latter not included. */
  Counted counted(String datasetUrn, long fromMinute, long toMinute) {
    Counted sum = Counted.NOTHING;
    try (KeyValueIterator<Bytes, byte[]> range =
        store.range(MinuteKey.of(datasetUrn, fromMinute), MinuteKey.of(datasetUrn, toMinute - 1))) {
      while (range.hasNext()) {
        sum = sum.plus(counted(MinuteBucketCodec.decode(range.next().value)));
      }
    }
    return sum;
  }

  /** Who sent events from one minute up to another, the latter not included. */
  Senders senders(String datasetUrn, long fromMinute, long toMinute) {
    List<Sender> all = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> range =
        store.range(MinuteKey.of(datasetUrn, fromMinute), MinuteKey.of(datasetUrn, toMinute - 1))) {
      while (range.hasNext()) {
        all.addAll(MinuteBucketCodec.decode(range.next().value).senders().list());
      }
    }
    return Senders.of(all);
  }

  /** What is kept for long of a minute. */
  static Counted counted(MinuteBucket minute) {
    Totals totals = minute.totals();
    return new Counted(totals.counts(), totals.rules());
  }

  /** Removes the minutes of a dataset before {@code beforeMinute}, at most {@code atMost}. */
  void expire(String datasetUrn, long beforeMinute, int atMost) {
    List<Bytes> expired = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> range =
        store.range(
            MinuteKey.of(datasetUrn, Long.MIN_VALUE), MinuteKey.of(datasetUrn, beforeMinute - 1))) {
      while (range.hasNext() && expired.size() < atMost) {
        expired.add(range.next().key);
      }
    }
    expired.forEach(store::delete);
  }

  /** A minute before and after a partial was merged into it. */
  record Merged(MinuteBucket before, MinuteBucket after) {}
}
