package io.signalfactory.signal;

/**
 * Spreads the periodic work of datasets over the interval: each dataset is due at a moment of its
 * own, derived from its URN, so that the work of thousands of datasets does not fall into the same
 * second. Immutable.
 */
public final class Phase {

  /**
   * 2^32 divided by the golden ratio: spreads the hash codes of URNs that differ only in their last
   * digits.
   */
  private static final int SPREAD = 0x9E3779B9;

  private final long offset;

  /**
   * @param datasetUrn the dataset
   */
  public Phase(String datasetUrn) {
    this.offset = Integer.toUnsignedLong(datasetUrn.hashCode() * SPREAD);
  }

  /**
   * Whether the dataset's moment lies between the last time and now.
   *
   * @param lastMs when the work was last done, in milliseconds since the epoch
   * @param nowMs the current time, in milliseconds since the epoch
   * @param intervalMs how often the work is due, in milliseconds
   */
  public boolean isDue(long lastMs, long nowMs, long intervalMs) {
    return intervalsUntil(nowMs, intervalMs) > intervalsUntil(lastMs, intervalMs);
  }

  private long intervalsUntil(long ms, long intervalMs) {
    return Math.floorDiv(ms + offset % intervalMs, intervalMs);
  }
}
