package io.signalfactory.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Samples of several contestants, turn by turn.
 *
 * @param <K> what names a contestant
 */
final class Series<K> {

  private final Map<K, List<Sample>> samples = new HashMap<>();

  void add(K contestant, Sample sample) {
    samples.computeIfAbsent(contestant, c -> new ArrayList<>()).add(sample);
  }

  /** How many samples there are of one. */
  int size(K contestant) {
    return samples.get(contestant).size();
  }

  Spread of(K contestant, ToDoubleFunction<Sample> figure) {
    return Spread.of(samples.get(contestant).stream().map(figure::applyAsDouble).toList());
  }

  /** Each figure of one against that of another in the same turn. */
  Spread ratio(K contestant, K other, ToDoubleFunction<Sample> figure) {
    List<Sample> own = samples.get(contestant);
    List<Sample> others = samples.get(other);
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      ratios.add(figure.applyAsDouble(own.get(i)) / figure.applyAsDouble(others.get(i)));
    }
    return Spread.of(ratios);
  }
}
