package io.signalfactory.tally;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How long records that arrived in some span of time were under way: from their event time to their
 * arrival, on the scale of {@link LagScale}. Immutable; sums are exact, whatever their order.
 */
public final class LagTotals {

  /** Of no record. */
  public static final LagTotals NONE = new LagTotals(0, new int[0], new long[0]);

  private final long late;
  private final int[] buckets;
  private final long[] counts;

  private LagTotals(long late, int[] buckets, long[] counts) {
    this.late = late;
    this.buckets = buckets;
    this.counts = counts;
  }

  /** Takes the arrays over: the buckets in ascending order, and how many records are in each. */
  static LagTotals of(long late, int[] buckets, long[] counts) {
    return buckets.length == 0 ? NONE : new LagTotals(late, buckets, counts);
  }

  /** Both spans as one. */
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

  /** This span without one that is part of it. */
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

  /** Records among them that came late. */
  public long late() {
    return late;
  }

  /** Records with an event time of their own. */
  long records() {
    return Arrays.stream(counts).sum();
  }

  /** How long the records were under way; null if there is none. */
  public @Nullable Quantiles lag() {
    return buckets.length == 0 ? null : quantiles(0);
  }

  /**
   * How long the late ones among them were under way; null if there is none. They are those with
   * the longest lags: that is exact unless the contract's grace changed in between.
   */
  public @Nullable Quantiles lateness() {
    return late == 0 ? null : quantiles(records() - late);
  }

  private Quantiles quantiles(long without) {
    long all = records();
    return new Quantiles(
        quantile(all, without, 0.5), quantile(all, without, 0.95), quantile(all, without, 0.99));
  }

  /**
   * The middle of the bucket that the quantile of all but the {@code without} smallest is in; to
   * the last digit as HdrHistogram's {@code getValueAtPercentile} finds it.
   */
  private long quantile(long all, long without, double quantile) {
    double percentile = 100 * (without + quantile * (all - without)) / all;
    double roundedDown = Math.min(Math.nextDown(percentile), 100);
    long wanted = Math.max(1, (long) Math.ceil(roundedDown * all / 100));
    int bucket = 0;
    for (long seen = counts[0]; seen < wanted; seen += counts[bucket]) {
      bucket++;
    }
    return LagScale.middleOf(buckets[bucket]);
  }

  /** How many buckets have records in them. */
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
   * @param p95 exceeded by one in twenty
   * @param p99 exceeded by one in a hundred
   */
  public record Quantiles(long p50, long p95, long p99) {}
}
