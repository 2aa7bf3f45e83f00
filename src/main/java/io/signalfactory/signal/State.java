package io.signalfactory.signal;

/** The state of a signal. */
public enum State {
  /** No limit is missed, or there is none. */
  OK,
  /**
   * A warning limit is missed, or volume is unusual. For a dataset of tier 3 also what would be
   * CRITICAL otherwise.
   */
  WARNING,
  /** A limit is missed, or volume is very unusual. */
  CRITICAL,
  /** Too little is known to judge; the reason says why. */
  UNKNOWN
}
