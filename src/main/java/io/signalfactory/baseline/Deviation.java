package io.signalfactory.baseline;

/** How a count compares with what is usual. */
public enum Deviation {
  /** As usual. */
  NONE,
  /** Unusually small. */
  BELOW,
  /** Smaller by far than ever is usual. */
  FAR_BELOW,
  /** Unusually large. */
  ABOVE,
  /** Larger by far than ever is usual. */
  FAR_ABOVE;

  /** Whether it is so by far. */
  public boolean far() {
    return this == FAR_BELOW || this == FAR_ABOVE;
  }
}
