package io.signalfactory.signal;

/**
 * When it is a dataset's turn for what is due every so often: each has a moment of its own in the
 * interval, told by its URN, so that the work of thousands does not fall on the same second.
 */
public final class Phase {

  /** Spreads URNs that differ in their last digits only: 2^32 over the golden ratio. */
  private static final int SPREAD = 0x9E3779B9;

  private final long offset;

  public Phase(String datasetUrn) {
    this.offset = Integer.toUnsignedLong(datasetUrn.hashCode() * SPREAD);
  }

  /** Whether its turn came after one time and by another, in milliseconds since the epoch. */
  public boolean isDue(long lastMs, long nowMs, long intervalMs) {
    return turn(nowMs, intervalMs) > turn(lastMs, intervalMs);
  }

  private long turn(long ms, long intervalMs) {
    return Math.floorDiv(ms + offset % intervalMs, intervalMs);
  }
}
