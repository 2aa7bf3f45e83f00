package io.signalfactory.benchmarks;

/**
 * A goal of the project, and how far it is reached.
 *
 * @param what is to be reached, with the limit
 * @param measured the figure, with its unit and spread
 * @param met whether it is reached
 */
record Goal(String what, String measured, boolean met) {

  /** A figure that may not be larger. */
  static Goal atMost(String what, double limit, Spread measured, String format) {
    return new Goal(what, measured.text(format), measured.median() <= limit);
  }

  /** A figure that may not be smaller. */
  static Goal atLeast(String what, double limit, Spread measured, String format) {
    return new Goal(what, measured.text(format), measured.median() >= limit);
  }
}
