package io.signalfactory.stream.signals;

import io.signalfactory.baseline.HourCounts;
import io.signalfactory.signal.ObservedSpan;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
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
}
