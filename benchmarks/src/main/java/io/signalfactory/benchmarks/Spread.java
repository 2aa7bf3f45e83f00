package io.signalfactory.benchmarks;

import java.util.List;
import java.util.Locale;

/** The smallest, the middle and the largest of some figures. */
record Spread(double least, double median, double most) {

  static Spread of(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int n = sorted.size();
    double median = (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    return new Spread(sorted.get(0), median, sorted.get(n - 1));
  }

  /** {@code median (least to most)}; the median alone where they do not differ. */
  String text(String format) {
    String middle = String.format(Locale.ROOT, format, median);
    return least == most
        ? middle
        : middle + String.format(Locale.ROOT, " (" + format + " to " + format + ")", least, most);
  }
}
