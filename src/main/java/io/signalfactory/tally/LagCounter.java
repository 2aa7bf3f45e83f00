package io.signalfactory.tally;

import java.util.Arrays;

/**
 * Counts how long records that arrived in one minute on one raw partition were under way. Lags of a
 * minute are much alike, so that few buckets are taken and a sorted array is the fastest map.
 */
final class LagCounter {

  private long lastOffset = -1;
  private long late;
  private int[] buckets = new int[2];
  private long[] counts = new long[2];
  private int size;

  /** Nothing counted yet. */
  LagCounter() {}

  /** Goes on where another stopped. */
  LagCounter(long lastOffset, LagTotals counted) {
    this.lastOffset = lastOffset;
    this.late = counted.late();
    this.buckets = counted.buckets();
    this.counts = counted.counts();
    this.size = buckets.length;
  }

  /** Counts a record, unless it or a later one has been counted before. */
  void add(long offset, long lagMs, boolean isLate) {
    if (offset <= lastOffset) {
      return;
    }
    lastOffset = offset;
    late += isLate ? 1 : 0;
    count(LagScale.bucketOf(lagMs));
  }

  /** Adds what has been counted elsewhere: both are in order, so that one walk is enough. */
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

  long lastOffset() {
    return lastOffset;
  }

  LagTotals totals() {
    return LagTotals.of(late, Arrays.copyOf(buckets, size), Arrays.copyOf(counts, size));
  }
}
