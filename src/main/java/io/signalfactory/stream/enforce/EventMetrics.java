package io.signalfactory.stream.enforce;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.signalfactory.gate.Gate;
import io.signalfactory.gate.GateResult;
import io.signalfactory.gate.Outcome;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what ENFORCE does. A record costs a few additions; {@link #publish} brings the counters
 * that a scrape reads up to date. Not thread-safe: one per task.
 */
public final class EventMetrics {

  /**
   * Datasets counted by name; all others are counted together, as producers can name any number.
   */
  private static final int MAX_DATASETS = 10_000;

  private static final String OTHER = "other";

  private final MeterRegistry registry;
  private final Map<String, Map<Outcome, Pending>> events = new HashMap<>();
  private final Map<Gate, Map<Outcome, Pending>> gates = new EnumMap<>(Gate.class);
  private final Counter deadLetters;

  /** Records in a row with the same gate results, not counted yet. */
  private long sameGates;

  private List<GateResult> latestGates = List.of();

  public EventMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.deadLetters =
        Counter.builder("signal_factory.dead_letters")
            .description("Raw records that our own code failed on")
            .register(registry);
  }

  /** Counts the gate results of a record. */
  @SuppressWarnings("ReferenceEquality") // that it is the same list is what counts
  void judged(List<GateResult> results) {
    if (results != latestGates) {
      countGates();
      latestGates = results;
    }
    sameGates++;
  }

  /** The counter of a dataset's records with one outcome. */
  Pending events(String urn, Outcome outcome) {
    Map<Outcome, Pending> byOutcome = events.get(urn);
    if (byOutcome == null) {
      String name = events.size() < MAX_DATASETS ? urn : OTHER;
      byOutcome = events.computeIfAbsent(name, n -> new EnumMap<>(Outcome.class));
    }
    Pending pending = byOutcome.get(outcome);
    if (pending == null) {
      pending = new Pending(eventCounter(events.containsKey(urn) ? urn : OTHER, outcome));
      byOutcome.put(outcome, pending);
    }
    return pending;
  }

  private void countGates() {
    for (GateResult result : latestGates) {
      pending(result).count += sameGates;
    }
    sameGates = 0;
  }

  /** Called for each record where results alternate: a lambda would be allocated each time. */
  private Pending pending(GateResult result) {
    Map<Outcome, Pending> byOutcome = gates.get(result.gate());
    if (byOutcome == null) {
      byOutcome = new EnumMap<>(Outcome.class);
      gates.put(result.gate(), byOutcome);
    }
    Pending pending = byOutcome.get(result.outcome());
    if (pending == null) {
      pending = new Pending(gateCounter(result.gate(), result.outcome()));
      byOutcome.put(result.outcome(), pending);
    }
    return pending;
  }

  void deadLettered() {
    deadLetters.increment();
  }

  /** Brings the counters up to date. */
  void publish() {
    countGates();
    gates.values().forEach(byOutcome -> byOutcome.values().forEach(Pending::publish));
    events.values().forEach(byOutcome -> byOutcome.values().forEach(Pending::publish));
  }

  private Counter eventCounter(String dataset, Outcome outcome) {
    return Counter.builder("signal_factory.events")
        .description("Raw records judged")
        .tag("dataset", dataset)
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

  /** Records that a counter does not include yet. */
  static final class Pending {
    private final Counter counter;
    private long count;

    private Pending(Counter counter) {
      this.counter = counter;
    }

    void add() {
      count++;
    }

    private void publish() {
      if (count > 0) {
        counter.increment((double) count);
        count = 0;
      }
    }
  }
}
