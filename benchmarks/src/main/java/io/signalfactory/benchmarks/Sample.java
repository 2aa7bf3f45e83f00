package io.signalfactory.benchmarks;

/**
 * What one run of a candidate took.
 *
 * @param recordsPerSecond committed, between the first quarter of the records and the last one
 * @param cpuMicros process CPU for each record in that time, in microseconds
 */
record Sample(double recordsPerSecond, double cpuMicros) {}
