package io.signalfactory.benchmarks;

/** Why a benchmark has no result, in words for whoever started it. */
final class BenchmarkException extends RuntimeException {

  private static final long serialVersionUID = 1;

  BenchmarkException(String message) {
    super(message);
  }
}
