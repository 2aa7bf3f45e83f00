package io.signalfactory.tally;

import org.HdrHistogram.Histogram;

/**
 * The buckets in which lags are counted: whole seconds from 0 to 35 days, exact below 32 s and at
 * most 6.25 % wide above, {@value #MAX_BUCKETS} buckets in all. They are the buckets of an
 * HdrHistogram with one significant digit. A bucket is identified by its lowest value. Stateless
 * and thread-safe.
 */
final class LagScale {

  /** The longest late retention that a contract can ask for; longer lags are counted as this. */
  static final long MAX_SECONDS = 35L * 24 * 60 * 60;

  static final int MAX_BUCKETS = 296;

  private static final int SIGNIFICANT_DIGITS = 1;

  /** Used for its buckets only, which are fixed; nothing is recorded in it. */
  private static final Histogram SCALE = new Histogram(1, MAX_SECONDS, SIGNIFICANT_DIGITS);

  private LagScale() {}

  /** The bucket of a lag of any length; a negative one is counted as zero. */
  static int bucketOf(long lagMs) {
    long seconds = Math.min(MAX_SECONDS, Math.max(0, lagMs / 1_000));
    return (int) SCALE.lowestEquivalentValue(seconds);
  }

  /** Whether {@code value} is the lowest value of a bucket. */
  static boolean isBucket(long value) {
    return value >= 0 && value <= MAX_SECONDS && SCALE.lowestEquivalentValue(value) == value;
  }

  /** The middle of a bucket. */
  static long middleOf(int bucket) {
    return SCALE.medianEquivalentValue(bucket);
  }
}
