package io.signalfactory.stream.report;

import io.signalfactory.tally.SourcePartition;
import io.signalfactory.tally.TallySnapshot;
import java.time.Duration;

/** What ENFORCE and UNIQUE report to SIGNALS. */
public sealed interface SignalInput {

  /** The raw partition that it is about. */
  SourcePartition source();

  /**
   * All that has been counted so far in one minute of a dataset on one raw partition. It replaces
   * earlier reports of the same minute. The dataset is the record's key.
   */
  record Partial(SourcePartition source, long minute, TallySnapshot tally) implements SignalInput {}

  /**
   * How far a raw partition has been read. Every SIGNALS task gets it.
   *
   * @param lag how many records have not been read yet; negative while that is not known
   * @param caughtUp whether nearly everything has been read: all that was there some seconds ago
   * @param readPastMs the watermark: every record that arrived before this time has been read; in
   *     milliseconds since the epoch, {@link Long#MIN_VALUE} while there is none
   * @param reportedAtMs the time of this report, in milliseconds since the epoch
   * @param createdAgainAtMs since when the partition is read as one of a topic that was deleted and
   *     created again, in milliseconds since the epoch; {@link Long#MIN_VALUE} if it was not
   */
  record Progress(
      SourcePartition source,
      long lag,
      boolean caughtUp,
      long readPastMs,
      long reportedAtMs,
      long createdAgainAtMs)
      implements SignalInput {

    /** Progress in a topic that was not created again. */
    public Progress(
        SourcePartition source, long lag, boolean caughtUp, long readPastMs, long reportedAtMs) {
      this(source, lag, caughtUp, readPastMs, reportedAtMs, Long.MIN_VALUE);
    }

    /**
     * Progress is reported at least this often even if nothing changes, so that SIGNALS notices
     * when ENFORCE is silent, and because it judges freshness as of the reported watermark.
     */
    public static final Duration REPORTED_AT_LEAST_EVERY = Duration.ofSeconds(3);
  }
}
