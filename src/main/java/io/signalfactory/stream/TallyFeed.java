package io.signalfactory.stream;

import io.signalfactory.config.Settings;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.stream.report.SignalInputSerde;
import io.signalfactory.tally.SourcePartition;
import io.signalfactory.tally.TallySnapshot;

/**
 * Feeds SIGNALS with tallies where the records themselves are not known: a history of counts enters
 * the topology at its repartition topic. Records have the dataset's URN as their key.
 */
public final class TallyFeed {

  private TallyFeed() {}

  /** The repartition topic. */
  public static String topic(Settings settings) {
    return settings.applicationId() + "-" + Names.BY_DATASET + "-repartition";
  }

  /**
   * The value of one of its records: all that has been counted so far in one minute of a dataset.
   *
   * @param rawTopic the topic whose partition 0 the events came from
   * @param minute the minute, in minutes since the epoch
   */
  public static byte[] partial(String rawTopic, long minute, TallySnapshot tally) {
    return SignalInputSerde.write(
        new SignalInput.Partial(new SourcePartition(rawTopic, 0), minute, tally));
  }
}
