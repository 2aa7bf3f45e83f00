package io.signalfactory.faults;

/**
 * A stretch of time.
 *
 * @param from milliseconds since 1970
 * @param to milliseconds since 1970
 */
record Gap(long from, long to) {

  long millis() {
    return to - from;
  }

  /** The part of it between two times; not longer than 0 if there is none. */
  Gap within(long start, long end) {
    return new Gap(Math.max(from, start), Math.min(to, end));
  }
}
