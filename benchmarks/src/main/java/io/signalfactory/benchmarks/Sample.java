package io.signalfactory.benchmarks;

/**
 * What one turn of a contestant took.
 *
 * @param recordsPerSecond that were committed
 * @param cpuMicros its process's CPU for each record, in microseconds
 * @param compilerMicros of it the JVM's compiler's
 * @param brokerCpuMicros the broker's CPU for each record, in microseconds
 */
record Sample(
    double recordsPerSecond, double cpuMicros, double compilerMicros, double brokerCpuMicros) {}
