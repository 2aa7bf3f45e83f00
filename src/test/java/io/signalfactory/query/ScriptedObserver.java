package io.signalfactory.query;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sees everything until a test blinds it. */
public final class ScriptedObserver implements Observer {

  private static final Sight CLEAR =
      Sight.clear(Samples.NOW.minusSeconds(2), Duration.ofSeconds(2));

  private final Map<String, Sight> blind = new ConcurrentHashMap<>();

  public void reset() {
    blind.clear();
  }

  /** From now on it has not seen the dataset for this long. */
  public void loses(String datasetUrn, Duration age, String blindness) {
    blind.put(datasetUrn, Sight.blind(Samples.NOW.minus(age), age, blindness));
  }

  @Override
  public Sight of(String datasetUrn) {
    return blind.getOrDefault(datasetUrn, CLEAR);
  }

  @Override
  public Sight of(int partition) {
    return blind.entrySet().stream()
        .filter(entry -> ScriptedPlacement.partition(entry.getKey()) == partition)
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(CLEAR);
  }

  @Override
  public Sight ofAll() {
    return blind.values().stream().findFirst().orElse(CLEAR);
  }
}
