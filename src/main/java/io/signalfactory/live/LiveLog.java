package io.signalfactory.live;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The topics as they are read: what opens them. */
public interface LiveLog {

  /**
   * Opens the topics.
   *
   * @param from where to begin; null for their present ends
   * @throws RuntimeException if the cluster does not answer, or refuses
   */
  Reader open(@Nullable LivePosition from);

  /** One reading of the topics. Not thread-safe. */
  interface Reader extends AutoCloseable {

    /**
     * What was read.
     *
     * @param records the committed records, in the order of each partition
     * @param position how far the topics have been read with them
     */
    record Batch(List<LiveRecord> records, LivePosition position) {
      public Batch {
        records = List.copyOf(records);
      }
    }

    /** How far the topics have been read. */
    LivePosition position();

    /**
     * Reads on.
     *
     * @param atMost how long to wait for a record
     * @throws RuntimeException if the records that follow are gone, or the cluster refuses
     */
    Batch poll(Duration atMost);

    @Override
    void close();
  }
}
