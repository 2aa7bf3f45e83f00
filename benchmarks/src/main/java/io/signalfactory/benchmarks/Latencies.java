package io.signalfactory.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long answers took. */
final class Latencies {

  private final List<Double> millis = new ArrayList<>();

  void add(double ms) {
    millis.add(ms);
  }

  int size() {
    return millis.size();
  }

  /**
   * The time within which a share of the answers came, in milliseconds: the smallest that so many
   * did not exceed. With less than 100 answers the 99 % are the longest of all.
   *
   * @param share more than 0, at most 1
   */
  double within(double share) {
    List<Double> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
