package io.signalfactory.signal;

/** The judgement of a signal. */
public enum State {
  OK,
  WARNING,
  CRITICAL,
  /** Not enough has been seen to judge; the reason says why. */
  UNKNOWN
}
