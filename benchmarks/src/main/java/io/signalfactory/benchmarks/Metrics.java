package io.signalfactory.benchmarks;

import java.util.stream.DoubleStream;

/** Metrics in Prometheus' text format, summed up over their labels. */
final class Metrics {

  private final String text;

  Metrics(String text) {
    this.text = text;
  }

  /** The sum over all labels; 0 where there are none. */
  double sum(String name) {
    return values(name).sum();
  }

  /** The largest over all labels; 0 where there are none. */
  double most(String name) {
    return values(name).max().orElse(0);
  }

  private DoubleStream values(String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .filter(Double::isFinite);
  }
}
