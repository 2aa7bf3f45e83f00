package io.signalfactory.tally;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lags of the records that arrived in a span of time, counted in the buckets of {@link
 * LagScale}. Immutable; sums are exact, in any order.
 */
public final class LagTotals {

  /** The lags of no record. */
  public static final LagTotals NONE = new LagTotals(0, new int[0], new long[0]);

  private final long late;
  private final int[] buckets;
  private final long[] counts;

  private LagTotals(long late, int[] buckets, long[] counts) {
    this.late = late;
    this.buckets = buckets;
    this.counts = counts;
  }

  /**
   * Takes the arrays without copying them.
   *
   * @param late how many of the records were late
   * @param buckets the buckets, in ascending order
   * @param counts how many records are in each bucket, at least 1
   */
  static LagTotals of(long late, int[] buckets, long[] counts) {
    return buckets.length == 0 ? NONE : new LagTotals(late, buckets, counts);
  }

  /** The sum of two spans. */
  LagTotals plus(LagTotals other) {
    if (other.buckets.length == 0) {
      return this;
    }
    if (buckets.length == 0) {
      return other;
    }
    LagCounter sum = new LagCounter(-1, this);
    sum.add(other);
    return sum.totals();
  }

  /** This span without {@code part}, which lies in it. */
  LagTotals minus(LagTotals part) {
    if (part.buckets.length == 0) {
      return this;
    }
    int[] leftBuckets = new int[buckets.length];
    long[] leftCounts = new long[buckets.length];
    int left = 0;
    int index = 0;
    for (int i = 0; i < buckets.length; i++) {
      long count = counts[i];
      if (index < part.buckets.length && part.buckets[index] == buckets[i]) {
        count -= part.counts[index];
        index++;
      }
      if (count > 0) {
        leftBuckets[left] = buckets[i];
        leftCounts[left] = count;
        left++;
      }
    }
    return of(late - part.late, Arrays.copyOf(leftBuckets, left), Arrays.copyOf(leftCounts, left));
  }

  /** How many of the records were late. */
  public long late() {
    return late;
  }

  /** How many records there are: those with a valid event time. */
  long records() {
    return Arrays.stream(counts).sum();
  }

  /** The quantiles of the lag of all records; null if there is no record. */
  public @Nullable Quantiles lag() {
    return buckets.length == 0 ? null : quantiles(0);
  }

  /**
   * The quantiles of the lag of the late records; null if there is none. The late records are taken
   * to be those with the longest lags, which is exact unless the grace changed within the span.
   */
  public @Nullable Quantiles lateness() {
    return late == 0 ? null : quantiles(records() - late);
  }

  private Quantiles quantiles(long skipped) {
    long all = records();
    return new Quantiles(
        quantile(all, skipped, 0.5), quantile(all, skipped, 0.95), quantile(all, skipped, 0.99));
  }

  /**
   * A quantile of all records but the {@code skipped} ones with the shortest lags: the middle of
   * its bucket. Rounds as {@code getValueAtPercentile} of HdrHistogram does, to the last digit.
   */
  private long quantile(long all, long skipped, double quantile) {
    double percentile = 100 * (skipped + quantile * (all - skipped)) / all;
    double roundedDown = Math.min(Math.nextDown(percentile), 100);
    long wanted = Math.max(1, (long) Math.ceil(roundedDown * all / 100));
    int bucket = 0;
    for (long seen = counts[0]; seen < wanted; seen += counts[bucket]) {
      bucket++;
    }
    return LagScale.middleOf(buckets[bucket]);
  }

  /** How many buckets have records. */
  int size() {
    return buckets.length;
  }

  /** The bucket at {@code index}, in ascending order. */
  int bucket(int index) {
    return buckets[index];
  }

  /** Records in the bucket at {@code index}. */
  long count(int index) {
    return counts[index];
  }

  int[] buckets() {
    return buckets.clone();
  }

  long[] counts() {
    return counts.clone();
  }

  boolean isEmpty() {
    return buckets.length == 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LagTotals that
        && late == that.late
        && Arrays.equals(buckets, that.buckets)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(buckets) * 31 + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "LagTotals[late="
        + late
        + ", buckets="
        + Arrays.toString(buckets)
        + ", counts="
        + Arrays.toString(counts)
        + "]";
  }

  /**
   * Quantiles in whole seconds, exact below 32 s and within 3.2 % above.
   *
   * @param p50 the median
   * @param p95 exceeded by one record in twenty
   * @param p99 exceeded by one record in a hundred
   */
  public record Quantiles(long p50, long p95, long p99) {}
}
