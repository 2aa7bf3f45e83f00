package io.signalfactory.tally;

import org.HdrHistogram.Histogram;

/**
 * The scale on which lags are counted: whole seconds from 0 to 35 days, exact below 32 s and within
 * 6.25 % above, which makes {@value #MAX_BUCKETS} buckets. It is that of an HdrHistogram with one
 * significant digit; a bucket is known by its lowest value. Stateless and thread-safe.
 */
final class LagScale {

  /** The longest that late events are retained by any contract; longer lags count as this. */
  static final long MAX_SECONDS = 35L * 24 * 60 * 60;

  static final int MAX_BUCKETS = 296;

  private static final int SIGNIFICANT_DIGITS = 1;

  /** Never counts: asked for its buckets only, which depend on nothing that can change. */
  private static final Histogram SCALE = empty();

  private LagScale() {}

  /** The bucket of a lag, which may be of any length; one below zero counts as none. */
  static int bucketOf(long lagMs) {
    long seconds = Math.min(MAX_SECONDS, Math.max(0, lagMs / 1_000));
    return (int) SCALE.lowestEquivalentValue(seconds);
  }

  /** Whether {@code value} is the lowest of a bucket. */
  static boolean isBucket(long value) {
    return value >= 0 && value <= MAX_SECONDS && SCALE.lowestEquivalentValue(value) == value;
  }

  /** The middle of a bucket. */
  static long middleOf(int bucket) {
    return SCALE.medianEquivalentValue(bucket);
  }

  /** A histogram without counts. */
  private static Histogram empty() {
    return new Histogram(1, MAX_SECONDS, SIGNIFICANT_DIGITS);
  }
}
