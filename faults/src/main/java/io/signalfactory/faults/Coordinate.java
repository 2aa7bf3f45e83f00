package io.signalfactory.faults;

/**
 * Where a raw record is. Its timestamp tells two incarnations of a topic apart, which have the same
 * offsets at different times.
 *
 * @param timestamp milliseconds since 1970, as the broker acknowledged it
 */
record Coordinate(String topic, int partition, long offset, long timestamp) {}
