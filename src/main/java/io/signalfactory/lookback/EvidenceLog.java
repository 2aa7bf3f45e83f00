package io.signalfactory.lookback;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The Evidence topic as it is read: what opens it. */
public interface EvidenceLog {

  /**
   * Opens the topic.
   *
   * @param datasetUrn the dataset whose partition is read; null for all partitions
   * @param within how long the cluster may take to answer
   * @throws RuntimeException if the cluster does not answer, or refuses
   */
  Reader open(@Nullable String datasetUrn, Duration within);

  /**
   * A record.
   *
   * @param key the dataset; null if none was found for the raw record
   * @param value Evidence in JSON
   */
  record Entry(@Nullable String key, byte[] value) {}

  /**
   * The offsets of a partition that have committed records.
   *
   * @param begin the first
   * @param end the one after the last
   */
  record Span(long begin, long end) {}

  /** One reading of the topic. Not thread-safe. */
  interface Reader extends AutoCloseable {

    /** The partitions that are read, with what they had when the topic was opened. */
    SortedMap<Integer, Span> spans();

    /**
     * The records of some offsets, in their order.
     *
     * @param from the first offset
     * @param to the offset after the last
     * @param within how long reading may take
     * @return null if they could not be read in that time, or some have expired meanwhile
     */
    @Nullable List<Entry> read(int partition, long from, long to, Duration within);

    @Override
    void close();
  }
}
