package io.signalfactory.tally;

import java.util.Arrays;

/**
 * Counts the lags of the records that arrived in one minute on one raw partition. The lags of one
 * minute are so similar that they fall into few buckets, so a sorted array is the fastest map.
 *
 * <p>Mutable and not thread-safe.
 */
final class LagCounter {

  private long lastOffset = -1;
  private long late;
  private int[] buckets = new int[2];
  private long[] counts = new long[2];
  private int size;

  /** A counter that has counted nothing. */
  LagCounter() {}

  /** A counter that continues from what another one has counted. */
  LagCounter(long lastOffset, LagTotals counted) {
    this.lastOffset = lastOffset;
    this.late = counted.late();
    this.buckets = counted.buckets();
    this.counts = counted.counts();
    this.size = buckets.length;
  }

  /** Counts a record, unless this or a later offset was counted before. */
  void add(long offset, long lagMs, boolean isLate) {
    if (offset <= lastOffset) {
      return;
    }
    lastOffset = offset;
    late += isLate ? 1 : 0;
    count(LagScale.bucketOf(lagMs));
  }

  /** Adds the counts of another counter; one pass is enough, because both are sorted. */
  void add(LagTotals counted) {
    late += counted.late();
    int index = 0;
    for (int i = 0; i < counted.size(); i++) {
      int bucket = counted.bucket(i);
      while (index < size && buckets[index] < bucket) {
        index++;
      }
      if (index == size || buckets[index] != bucket) {
        insert(index, bucket);
      }
      counts[index] += counted.count(i);
    }
  }

  private void count(int bucket) {
    int index = Arrays.binarySearch(buckets, 0, size, bucket);
    if (index < 0) {
      index = -index - 1;
      insert(index, bucket);
    }
    counts[index]++;
  }

  private void insert(int index, int bucket) {
    if (size == buckets.length) {
      buckets = Arrays.copyOf(buckets, Math.max(2, size * 2));
      counts = Arrays.copyOf(counts, Math.max(2, size * 2));
    }
    System.arraycopy(buckets, index, buckets, index + 1, size - index);
    System.arraycopy(counts, index, counts, index + 1, size - index);
    buckets[index] = bucket;
    counts[index] = 0;
    size++;
  }

  /** The last offset counted; -1 if there is none. */
  long lastOffset() {
    return lastOffset;
  }

  /** The counts so far. */
  LagTotals totals() {
    return LagTotals.of(late, Arrays.copyOf(buckets, size), Arrays.copyOf(counts, size));
  }
}
