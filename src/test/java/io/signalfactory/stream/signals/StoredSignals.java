package io.signalfactory.stream.signals;

import io.signalfactory.baseline.HourCounts;
import io.signalfactory.past.HourTrack;
import io.signalfactory.past.HourTrackCodec;
import io.signalfactory.past.RollupDay;
import io.signalfactory.past.RollupDayCodec;
import io.signalfactory.past.RollupHour;
import io.signalfactory.past.Strip;
import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.signal.Transition;
import io.signalfactory.signal.TransitionCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Reads the stores of SIGNALS for tests of the whole topology, as only this package knows them. */
public final class StoredSignals {

  private StoredSignals() {}

  /** The events of a dataset from one minute up to another, the latter not included. */
  public static long events(
      KeyValueStore<Bytes, byte[]> minutes, String datasetUrn, long fromMinute, long toMinute) {
    return new MinuteStore(minutes).events(datasetUrn, fromMinute, toMinute);
  }

  /** Of which time a dataset's events are known in full. */
  public static ObservedSpan observed(byte[] datasetRecord) {
    return DatasetRecord.fromBytes(datasetRecord).observed();
  }

  /** The latest closed hour of a dataset before an hour. */
  public static Optional<HourCounts> hourBefore(
      KeyValueStore<Bytes, byte[]> hours, String datasetUrn, long hour) {
    return new HourStore(hours).before(datasetUrn, hour).latest();
  }

  /** What is kept of an hour of a dataset. */
  public static RollupHour rollup(
      KeyValueStore<Bytes, byte[]> rollups, String datasetUrn, long hour) {
    byte[] day = rollups.get(RollupStore.key(datasetUrn, hour));
    return day == null
        ? RollupHour.NOTHING
        : RollupDayCodec.decode(day).hour(Math.floorMod(hour, RollupDay.HOURS));
  }

  /** The track of an hour of a dataset. */
  public static HourTrack track(KeyValueStore<Bytes, byte[]> tracks, String datasetUrn, long hour) {
    byte[] track = tracks.get(MinuteKey.of(datasetUrn, hour));
    return track == null ? HourTrack.NOTHING : HourTrackCodec.decode(track);
  }

  /** The strip of a dataset. */
  public static Strip strip(KeyValueStore<Bytes, byte[]> tracks, String datasetUrn) {
    return Objects.requireNonNull(new TrackStore(tracks).strip(datasetUrn));
  }

  /** All transitions, in the order of their breaches and numbers. */
  public static List<Transition> transitions(KeyValueStore<String, byte[]> transitions) {
    List<Transition> all = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> entries = transitions.all()) {
      entries.forEachRemaining(entry -> all.add(TransitionCodec.decode(entry.value)));
    }
    return all;
  }
}
