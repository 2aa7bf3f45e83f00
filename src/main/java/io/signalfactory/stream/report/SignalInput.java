package io.signalfactory.stream.report;

import io.signalfactory.tally.SourcePartition;
import io.signalfactory.tally.Tallied;

/** What ENFORCE tells SIGNALS. */
public sealed interface SignalInput {

  /** The raw partition that it is about. */
  SourcePartition source();

  /**
   * All that has been counted so far in one minute of a dataset in one raw partition; the dataset
   * is the record's key. It replaces what was said before.
   */
  record Partial(SourcePartition source, long minute, Tallied tally) implements SignalInput {}

  /**
   * How far a raw partition has been read; goes to every SIGNALS task.
   *
   * @param lag records not read yet; negative while that is not known
   * @param caughtUp whether what has been read is as good as all there is
   * @param readPastMs every record that arrived before then has been read; in milliseconds since
   *     the epoch, {@link Long#MIN_VALUE} while that is not known of any time
   * @param reportedAtMs when this was so, in milliseconds since the epoch
   */
  record Progress(
      SourcePartition source, long lag, boolean caughtUp, long readPastMs, long reportedAtMs)
      implements SignalInput {}
}
