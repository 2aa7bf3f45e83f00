package io.signalfactory.baseline;

/** How a count compares with what is usual. */
public enum Deviation {
  /** As usual. */
  NONE,
  /** Unusually small. */
  BELOW,
  /** Far too small. */
  FAR_BELOW,
  /** Unusually large. */
  ABOVE,
  /** Far too large. */
  FAR_ABOVE;

  /** Whether the count is far outside the usual range. */
  public boolean far() {
    return this == FAR_BELOW || this == FAR_ABOVE;
  }
}
