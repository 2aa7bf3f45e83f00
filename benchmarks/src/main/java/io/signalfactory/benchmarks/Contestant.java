package io.signalfactory.benchmarks;

/**
 * An application that reads a workload.
 *
 * @param candidate the application
 * @param workload what it reads
 * @param threads its stream threads
 */
record Contestant(Candidate candidate, Workload workload, int threads) {}
