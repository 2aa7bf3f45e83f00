package io.signalfactory.faults;

/**
 * Where a raw record is. Its timestamp tells two incarnations of a topic apart, which have the same
 * offsets at different times.
 *
 * @param offset -1 if the broker did not say
 * @param timestamp milliseconds since 1970, as it was sent
 */
record Coordinate(String topic, int partition, long offset, long timestamp) {

  private static final long UNKNOWN = -1;

  boolean hasOffset() {
    return offset != UNKNOWN;
  }

  Coordinate withoutOffset() {
    return new Coordinate(topic, partition, UNKNOWN, timestamp);
  }
}
