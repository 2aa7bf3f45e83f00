package io.signalfactory.past;

import io.signalfactory.baseline.Band;

/**
 * How many events were usual for an hour, learnt from the hours before it.
 *
 * @param expected the expected number
 * @param low the smallest number that is usual
 * @param high the largest number that is usual
 */
public record Usual(long expected, long low, long high) {

  /** What a band comes to in whole events. */
  public static Usual of(Band band) {
    return new Usual(
        Math.round(band.expected()), (long) Math.ceil(band.low()), (long) Math.floor(band.high()));
  }
}
