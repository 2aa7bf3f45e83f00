package io.signalfactory.lookback;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An Evidence topic in memory, for tests. It can be out of reach. */
public final class MemoryEvidence implements EvidenceLog {

  static final int PARTITIONS = 3;

  private final SortedMap<Integer, List<Entry>> partitions = new TreeMap<>();
  private @Nullable RuntimeException failure;
  private int reads;

  public MemoryEvidence() {
    for (int i = 0; i < PARTITIONS; i++) {
      partitions.put(i, new ArrayList<>());
    }
  }

  static int partitionOf(String datasetUrn) {
    return Math.floorMod(datasetUrn.hashCode(), PARTITIONS);
  }

  /** Evidence of a dataset, in its partition. */
  public synchronized void add(String datasetUrn, Instant processed, String outcome, int number) {
    put(
        partitionOf(datasetUrn),
        datasetUrn,
        EvidenceText.of(datasetUrn, processed, outcome, number));
  }

  synchronized void put(int partition, @Nullable String key, String value) {
    records(partition).add(new Entry(key, value.getBytes(StandardCharsets.UTF_8)));
  }

  private List<Entry> records(int partition) {
    return partitions.getOrDefault(partition, List.of());
  }

  /** The cluster does not answer, until it is given null. */
  public synchronized void fail(@Nullable RuntimeException failure) {
    this.failure = failure;
  }

  synchronized int reads() {
    return reads;
  }

  @Override
  public synchronized Reader open(@Nullable String datasetUrn, Duration within) {
    if (failure != null) {
      throw failure;
    }
    SortedMap<Integer, Span> spans = new TreeMap<>();
    partitions.forEach(
        (partition, records) -> {
          if (datasetUrn == null || partition == partitionOf(datasetUrn)) {
            spans.put(partition, new Span(0, records.size()));
          }
        });
    return new MemoryReader(spans);
  }

  private synchronized List<Entry> records(int partition, long from, long to) {
    reads++;
    return List.copyOf(records(partition).subList((int) from, (int) to));
  }

  private final class MemoryReader implements Reader {

    private final SortedMap<Integer, Span> spans;

    MemoryReader(SortedMap<Integer, Span> spans) {
      this.spans = spans;
    }

    @Override
    public SortedMap<Integer, Span> spans() {
      return spans;
    }

    @Override
    public @Nullable List<Entry> read(int partition, long from, long to, Duration within) {
      return within.isZero() ? null : records(partition, from, to);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
