package io.signalfactory.baseline;

/**
 * What is usual of a count.
 *
 * @param expected the middle of what is usual; not negative
 * @param low below this it is unusually small; 0 where no count is
 * @param high above this it is unusually large
 * @param farBelow below this it is far too small; at most {@code low}
 * @param farAbove above this it is far too large; at least {@code high}
 */
public record Band(double expected, double low, double high, double farBelow, double farAbove) {

  /** How a count compares. */
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
