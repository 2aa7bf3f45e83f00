package io.signalfactory.stream.signals;

import io.signalfactory.past.HourTrack;
import io.signalfactory.past.HourTrackCodec;
import io.signalfactory.past.Strip;
import io.signalfactory.past.StripCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What judging the datasets of one SIGNALS task came to, by minutes for two days, and the strip of
 * each dataset. One entry of minutes is an hour, with a key like that of a minute and the hour in
 * its place. The keys of strips begin with a zero byte, as no URN does, so that the strips of all
 * datasets are next to each other.
 */
final class TrackStore {

  /** For how many hours minutes are kept: two days, and the running hour. */
  static final int HOURS_KEPT = 49;

  private static final byte STRIP = 0;

  private final KeyValueStore<Bytes, byte[]> store;

  TrackStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** The latest track of a dataset; null if there is none. */
  @Nullable Stored latest(String datasetUrn) {
    try (KeyValueIterator<Bytes, byte[]> newestFirst =
        store.reverseRange(
            MinuteKey.of(datasetUrn, Long.MIN_VALUE), MinuteKey.of(datasetUrn, Long.MAX_VALUE))) {
      if (!newestFirst.hasNext()) {
        return null;
      }
      var entry = newestFirst.next();
      return new Stored(MinuteKey.minute(entry.key), HourTrackCodec.decode(entry.value));
    }
  }

  /** Stores the track of an hour; the late events that are stored with it stay. */
  void put(String datasetUrn, long hour, HourTrack track) {
    Bytes key = MinuteKey.of(datasetUrn, hour);
    byte[] stored = store.get(key);
    store.put(
        key,
        HourTrackCodec.encode(
            stored == null ? track : track.withLateOf(HourTrackCodec.decode(stored))));
  }

  /** Counts late events of a minute whose hour has been closed. */
  void amend(String datasetUrn, long minute, long more) {
    Bytes key = MinuteKey.of(datasetUrn, Math.floorDiv(minute, HourTrack.MINUTES));
    byte[] stored = store.get(key);
    HourTrack track = stored == null ? HourTrack.NOTHING : HourTrackCodec.decode(stored);
    int ofHour = Math.floorMod(minute, HourTrack.MINUTES);
    store.put(key, HourTrackCodec.encode(track.withLate(ofHour, more)));
  }

  /** The strip of a dataset; null if there is none. */
  @Nullable Strip strip(String datasetUrn) {
    byte[] stored = store.get(stripKey(datasetUrn));
    return stored == null ? null : StripCodec.decode(stored);
  }

  /** Stores the strip of a dataset. */
  void put(String datasetUrn, Strip strip) {
    store.put(stripKey(datasetUrn), StripCodec.encode(strip));
  }

  /** Removes the minutes of a dataset that are two days older than this hour. */
  void expire(String datasetUrn, long hour) {
    delete(datasetUrn, hour - HOURS_KEPT);
  }

  /** Removes all that is stored of a dataset. */
  void forget(String datasetUrn) {
    delete(datasetUrn, Long.MAX_VALUE);
    store.delete(stripKey(datasetUrn));
  }

  private void delete(String datasetUrn, long lastHour) {
    List<Bytes> gone = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> range =
        store.range(MinuteKey.of(datasetUrn, Long.MIN_VALUE), MinuteKey.of(datasetUrn, lastHour))) {
      range.forEachRemaining(entry -> gone.add(entry.key));
    }
    gone.forEach(store::delete);
  }

  /** The key of the strip of a dataset. */
  static Bytes stripKey(String datasetUrn) {
    byte[] urn = datasetUrn.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(1 + urn.length).put(STRIP).put(urn).array());
  }

  /** The dataset of a strip's key. */
  static String datasetOf(Bytes stripKey) {
    byte[] key = stripKey.get();
    return new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
  }

  /**
   * A track that is stored.
   *
   * @param hour its hour, in hours since the epoch
   */
  record Stored(long hour, HourTrack track) {}
}
