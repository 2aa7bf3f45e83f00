package io.signalfactory.stream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.signalfactory.contract.SchemaReference.Registry;
import io.signalfactory.registry.LookupCounts;
import io.signalfactory.registry.configured.ConfiguredRegistries;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Metrics of schema registries: one set of series for each kind that the settings have. */
final class RegistryMeters {

  private static final String TAG = "registry";
  private static final String OUTCOME = "outcome";
  private static final String REQUESTS = "signal_factory_registry_requests";

  private final ConfiguredRegistries registries;
  private final MeterRegistry meters;

  private RegistryMeters(ConfiguredRegistries registries, MeterRegistry meters) {
    this.registries = registries;
    this.meters = meters;
  }

  static void register(ConfiguredRegistries registries, MeterRegistry meters) {
    RegistryMeters all = new RegistryMeters(registries, meters);
    registries.kinds().forEach(all::register);
  }

  private void register(Registry kind) {
    requests(kind, "found", LookupCounts::found);
    requests(kind, "unknown", LookupCounts::unknown);
    requests(kind, "refused", LookupCounts::refused);
    requests(kind, "failed", LookupCounts::failed);
    FunctionCounter.builder(
            "signal_factory_registry_unavailable",
            registries,
            all -> value(all, kind, LookupCounts::unavailable))
        .description("Lookups of schemas that ended without an answer: REGISTRY_UNAVAILABLE")
        .tag(TAG, label(kind))
        .register(meters);
    FunctionCounter.builder(
            "signal_factory_registry_wait",
            registries,
            all -> value(all, kind, RegistryMeters::waitedSeconds))
        .description("How long stream threads waited for schemas")
        .baseUnit("seconds")
        .tag(TAG, label(kind))
        .register(meters);
    Gauge.builder(
            "signal_factory_registry_schemas",
            registries,
            all -> value(all, kind, LookupCounts::kept))
        .description("Schemas that are kept")
        .tag(TAG, label(kind))
        .register(meters);
    Gauge.builder("signal_factory_registry_answering", registries, all -> answering(all, kind))
        .description(
            "1 while the registry answers, 0 while it does not, NaN before anything was asked")
        .tag(TAG, label(kind))
        .register(meters);
  }

  private void requests(Registry kind, String outcome, ToDoubleFunction<LookupCounts> count) {
    FunctionCounter.builder(REQUESTS, registries, all -> value(all, kind, count))
        .description("Requests to the registry, by what came of them")
        .tag(TAG, label(kind))
        .tag(OUTCOME, outcome)
        .register(meters);
  }

  private static String label(Registry kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static double waitedSeconds(LookupCounts counts) {
    return (double) counts.waitedNanos() / TimeUnit.SECONDS.toNanos(1);
  }

  private static double answering(ConfiguredRegistries all, Registry kind) {
    LookupCounts counts = all.counts().get(kind);
    if (counts == null) {
      return Double.NaN;
    }
    return counts.answering() ? 1 : 0;
  }

  private static double value(
      ConfiguredRegistries all, Registry kind, ToDoubleFunction<LookupCounts> of) {
    LookupCounts counts = all.counts().get(kind);
    return counts == null ? 0 : of.applyAsDouble(counts);
  }
}
