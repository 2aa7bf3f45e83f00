package io.signalfactory.baseline;

/**
 * The usual range of a count.
 *
 * @param expected the expected count; not negative
 * @param low a count below this is unusually small; 0 if no count is
 * @param high a count above this is unusually large
 * @param farBelow a count below this is far too small; at most {@code low}
 * @param farAbove a count above this is far too large; at least {@code high}
 */
public record Band(double expected, double low, double high, double farBelow, double farAbove) {

  /** How a count compares with this range. */
  public Deviation judge(long count) {
    if (count < low) {
      return count < farBelow ? Deviation.FAR_BELOW : Deviation.BELOW;
    }
    if (count > high) {
      return count > farAbove ? Deviation.FAR_ABOVE : Deviation.ABOVE;
    }
    return Deviation.NONE;
  }
}
