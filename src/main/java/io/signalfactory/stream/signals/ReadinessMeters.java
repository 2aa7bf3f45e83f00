package io.signalfactory.stream.signals;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.signalfactory.readiness.Score;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How ready the datasets of one SIGNALS task are, as a metric: one series per dataset. They are
 * removed when the task moves to another instance, and have no value while the instance is blind.
 */
final class ReadinessMeters implements AutoCloseable {

  private final MeterRegistry registry;
  private final BooleanSupplier blind;
  private final Map<String, Shown> shown = new HashMap<>();

  ReadinessMeters(MeterRegistry registry, BooleanSupplier blind) {
    this.registry = registry;
    this.blind = blind;
  }

  /** Shows a score; null for a dataset of which there is nothing to say. */
  void show(String urn, @Nullable Score score) {
    shown.computeIfAbsent(urn, Shown::new).value = score == null ? Double.NaN : score.total();
  }

  void forget(String urn) {
    Shown gone = shown.remove(urn);
    if (gone != null) {
      registry.remove(gone.gauge);
    }
  }

  @Override
  public void close() {
    List.copyOf(shown.keySet()).forEach(this::forget);
  }

  private final class Shown {
    private final Gauge gauge;
    private volatile double value = Double.NaN;

    private Shown(String urn) {
      gauge =
          Gauge.builder(
                  "signal_factory_readiness_score",
                  this,
                  score -> blind.getAsBoolean() ? Double.NaN : score.value)
              .description("How ready the dataset is to be relied on, 0 to 100")
              .tag("dataset", urn)
              .register(registry);
    }
  }
}
