package io.signalfactory.benchmarks;

import java.util.List;

/** A straight line through points, by least squares. */
final class Trend {

  private Trend() {}

  /** By how much y grows for each unit of x; 0 for fewer than two points. */
  static double slope(List<Double> x, List<Double> y) {
    double meanX = mean(x);
    double meanY = mean(y);
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < x.size(); i++) {
      covariance += (x.get(i) - meanX) * (y.get(i) - meanY);
      variance += (x.get(i) - meanX) * (x.get(i) - meanX);
    }
    return variance == 0 ? 0 : covariance / variance;
  }

  static double mean(List<Double> figures) {
    return figures.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}
