package io.signalfactory.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.signalfactory.gate.Gate;
import io.signalfactory.gate.GateResult;
import io.signalfactory.gate.Outcome;
import io.signalfactory.gate.Verdict;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Counts what ENFORCE does. Keeps its counters by dataset, so not thread-safe: one a task. */
final class EventMetrics {

  /** Datasets counted by name; later ones are counted together, as their number is anyone's. */
  private static final int MAX_DATASETS = 10_000;

  private static final String OTHER = "other";

  private final MeterRegistry registry;
  private final Map<String, Map<Outcome, Counter>> events = new HashMap<>();
  private final Map<Gate, Map<Outcome, Counter>> gates = new EnumMap<>(Gate.class);
  private final Counter deadLetters;

  EventMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.deadLetters =
        Counter.builder("signal_factory.dead_letters")
            .description("Raw records that our own code failed on")
            .register(registry);
  }

  void judged(Verdict verdict) {
    String urn = verdict.datasetUrn();
    Map<Outcome, Counter> byOutcome = events.get(urn);
    if (byOutcome == null) {
      String name = events.size() < MAX_DATASETS ? urn : OTHER;
      byOutcome = events.computeIfAbsent(name, n -> new EnumMap<>(Outcome.class));
    }
    byOutcome.computeIfAbsent(verdict.outcome(), outcome -> eventCounter(urn, outcome)).increment();
    for (GateResult gate : verdict.gates()) {
      gates
          .computeIfAbsent(gate.gate(), g -> new EnumMap<>(Outcome.class))
          .computeIfAbsent(gate.outcome(), outcome -> gateCounter(gate.gate(), outcome))
          .increment();
    }
  }

  void deadLettered() {
    deadLetters.increment();
  }

  private Counter eventCounter(String urn, Outcome outcome) {
    return Counter.builder("signal_factory.events")
        .description("Raw records judged")
        .tag("dataset", events.containsKey(urn) ? urn : OTHER)
        .tag("outcome", outcome.name())
        .register(registry);
  }

  private Counter gateCounter(Gate gate, Outcome outcome) {
    return Counter.builder("signal_factory.gate_results")
        .description("Results of single gates")
        .tag("gate", gate.id())
        .tag("outcome", outcome.name())
        .register(registry);
  }
}
