package io.signalfactory.stream;

import static io.signalfactory.testkit.ContractBuilder.contract;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.QualityRule;
import io.signalfactory.contract.Slos;
import io.signalfactory.oracle.SeenEvent;
import io.signalfactory.stream.History.EventKind;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.ObservedCause;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plays a {@link History} on a {@link SimulatedCluster}, and knows what is true of every event. */
final class HistoryRun {

  /**
   * How old what has been read may be where nothing is said to be behind: report, head, commits.
   */
  static final long CAUGHT_UP_AFTER_MS = 14_000 + 10_000;

  private static final Instant START = Instant.parse("2026-03-02T12:17:00Z");
  private static final long FUTURE_TOLERANCE_MS = 300_000;
  private static final List<String> URNS = List.of("urn:dp:shop:a", "urn:dp:shop:b");
  private static final String SERVICE = "shop-svc";

  private final History history;
  private final SimulatedCluster cluster;
  private final boolean undisturbed;
  private final List<List<SeenEvent>> truth = new ArrayList<>();
  private int steps;
  private int sent;

  HistoryRun(History history, File folder) {
    this(history, folder, false);
  }

  /**
   * @param undisturbed whether nothing that stops, kills or slows a task happens
   */
  HistoryRun(History history, File folder, boolean undisturbed) {
    this.history = history;
    this.undisturbed = undisturbed;
    this.cluster =
        new SimulatedCluster(
            history.rawPartitions(),
            history.signalPartitions(),
            history.exactlyOnce(),
            START.toEpochMilli(),
            folder);
    for (int i = 0; i < history.rawPartitions(); i++) {
      truth.add(new ArrayList<>());
    }
  }

  History history() {
    return history;
  }

  SimulatedCluster cluster() {
    return cluster;
  }

  /** The events of a dataset before the given offsets. */
  List<SeenEvent> events(String urn, Map<Integer, Long> before) {
    List<SeenEvent> events = new ArrayList<>();
    for (List<SeenEvent> partition : truth) {
      for (SeenEvent event : partition) {
        if (event.urn().equals(urn)
            && event.offset() < before.getOrDefault(event.partition(), 0L)) {
          events.add(event);
        }
      }
    }
    return events;
  }

  void play() {
    apply(0, history.slos());
    apply(1, history.slos());
    startAll();
    step(5);
    // Since when a dataset is known must not depend on what stops before that is committed.
    commitAll();
    step(5);
    commitAll();
    history.moves().forEach(this::play);
    startAll();
    for (int i = 0; i < history.rawPartitions(); i++) {
      cluster.enforce(i).atMost(Integer.MAX_VALUE);
    }
    for (int i = 0; i < 20; i++) {
      step(10);
    }
    commitAll();
    step(10);
    commitAll();
  }

  private void play(History.Move move) {
    if (move instanceof History.Traffic traffic) {
      traffic(traffic);
    } else if (move instanceof History.Burst burst) {
      for (int i = 0; i < burst.events(); i++) {
        send(burst.dataset(), burst.kind(), burst.version());
      }
    } else if (move instanceof History.HeldUp heldUp) {
      for (int i = 0; i < heldUp.minutes(); i++) {
        send(heldUp.dataset(), cluster.nowMs() - i * 60_000L, "v1");
      }
    } else if (move instanceof History.Resend resend) {
      resend(resend.partition() % history.rawPartitions(), resend.events());
    } else if (move instanceof History.Silence silence) {
      for (int s = 0; s < silence.minutes() * 60; s += silence.stepSeconds()) {
        step(silence.stepSeconds());
      }
    } else if (move instanceof History.NewContract change) {
      apply(change.dataset(), change.slos());
    } else if (!undisturbed) {
      disturb(move);
    }
  }

  private void disturb(History.Move move) {
    if (move instanceof History.Slow slow) {
      cluster.enforce(slow.partition() % history.rawPartitions()).atMost(slow.recordsAStep());
    } else if (move instanceof History.Task task && task.signals()) {
      SimulatedCluster.SignalsTask signals =
          cluster.signals(task.index() % history.signalPartitions());
      switch (task.op()) {
        case STOP -> signals.stop();
        case KILL -> signals.kill();
        case START -> signals.start();
      }
    } else if (move instanceof History.Task task) {
      SimulatedCluster.EnforceTask enforce =
          cluster.enforce(task.index() % history.rawPartitions());
      switch (task.op()) {
        case STOP -> enforce.stop();
        case KILL -> enforce.kill();
        case START -> enforce.start();
      }
    }
  }

  private void startAll() {
    for (int i = 0; i < history.rawPartitions(); i++) {
      cluster.enforce(i).start();
    }
    for (int i = 0; i < history.signalPartitions(); i++) {
      cluster.signals(i).start();
    }
  }

  private void commitAll() {
    for (int i = 0; i < history.rawPartitions(); i++) {
      cluster.enforce(i).commit();
    }
    for (int i = 0; i < history.signalPartitions(); i++) {
      cluster.signals(i).commit();
    }
  }

  private void step(int seconds) {
    cluster.step(cluster.nowMs() + seconds * 1_000L);
    if (undisturbed || ++steps % history.commitEverySteps() == 0) {
      commitAll();
    }
  }

  private void traffic(History.Traffic traffic) {
    int stepsAMinute = 60 / traffic.stepSeconds();
    int due = 0;
    for (int s = 0; s < traffic.minutes() * stepsAMinute; s++) {
      due += traffic.aMinute();
      while (due >= stepsAMinute) {
        due -= stepsAMinute;
        send(traffic.dataset(), traffic.kind(), traffic.version());
      }
      step(traffic.stepSeconds());
    }
  }

  private void apply(int dataset, Slos slos) {
    Contract contract =
        contract(URNS.get(dataset))
            .topic(SimulatedCluster.TOPIC)
            .matchHeader("dataset", Integer.toString(dataset))
            .tolerating(
                Duration.ofMillis(FUTURE_TOLERANCE_MS),
                Duration.ofHours(history.lateRetentionHours()))
            .grace(Duration.ofSeconds(history.graceSeconds()))
            .required("id", FieldType.STRING)
            .optional("event_time", FieldType.TIMESTAMP)
            .optional("amount", FieldType.NUMBER)
            .rule("positive", "amount > 0")
            .rule("small", "amount < 1000", QualityRule.Severity.WARN, false)
            .slos(slos)
            .build();
    cluster.catalog().apply(contract);
  }

  private void resend(int partition, int events) {
    List<SeenEvent> known = truth.get(partition);
    int from = Math.max(0, known.size() - events);
    for (int i = from, end = known.size(); i < end; i++) {
      SeenEvent first = known.get(i);
      // Only of events that are plain: what is late or ahead depends on when it arrives.
      if (first.freshAtMs() != null
          && first.freshAtMs() == first.countedAtMs()
          && first.causes().isEmpty()
          && first.ruleEvaluations() == 2) {
        send(URNS.indexOf(first.urn()), first.countedAtMs(), "v1");
      }
    }
  }

  private void send(int dataset, EventKind kind, String version) {
    long now = cluster.nowMs();
    long retention = Duration.ofHours(history.lateRetentionHours()).toMillis();
    switch (kind) {
      case GOOD -> send(dataset, now, version);
      case LATE_BY_A_MINUTE -> send(dataset, now - 60_000, version);
      case LATE_BY_MINUTES -> send(dataset, now - 17 * 60_000, version);
      case LATE_BY_AN_HOUR -> send(dataset, now - 3_600_000, version);
      case SLIGHTLY_AHEAD -> send(dataset, now + FUTURE_TOLERANCE_MS, version);
      case TOO_OLD ->
          put(
              dataset,
              version,
              json("x", now - retention - 1, 1),
              new Truth(now, now - retention - 1, false, 2, 2)
                  .with("G5", "EVENT_TIME_TOO_OLD", null, null, false));
      case FUTURE ->
          put(
              dataset,
              version,
              json("x", now + FUTURE_TOLERANCE_MS + 1, 1),
              new Truth(now, null, true, 2, 2)
                  .with("G5", "EVENT_TIME_IN_FUTURE", null, null, true));
      case WITHOUT_TIME ->
          put(
              dataset,
              version,
              "{\"id\":\"x\",\"amount\":1}",
              new Truth(now, now, false, 2, 2).with("G5", "EVENT_TIME_MISSING", null, null, false));
      case INCOMPLETE ->
          put(
              dataset,
              version,
              "{\"event_time\":\"" + Instant.ofEpochMilli(now) + "\",\"amount\":1}",
              new Truth(now, now, true, 2, 2)
                  .with("G4", "MISSING_REQUIRED_FIELD", "id", null, true));
      case NEGATIVE ->
          put(
              dataset,
              version,
              json("x", now, -1),
              new Truth(now, now, true, 2, 1).with("G5", "RULE_FAILED", null, "positive", true));
      case LARGE ->
          put(
              dataset,
              version,
              json("x", now, 5_000),
              new Truth(now, now, false, 2, 1).with("G5", "RULE_FAILED", null, "small", false));
      case MALFORMED ->
          put(
              dataset,
              version,
              "not JSON",
              new Truth(now, null, true, 0, 0).with("G4", "MALFORMED_PAYLOAD", null, null, true));
      case TOMBSTONE -> put(dataset, version, null, new Truth(now, now, false, 0, 0));
    }
  }

  /** A good event. */
  private void send(int dataset, long eventTimeMs, String version) {
    long now = cluster.nowMs();
    long retention = Duration.ofHours(history.lateRetentionHours()).toMillis();
    if (eventTimeMs < now - retention) {
      put(
          dataset,
          version,
          json("x", eventTimeMs, 1),
          new Truth(now, eventTimeMs, false, 2, 2)
              .with("G5", "EVENT_TIME_TOO_OLD", null, null, false));
    } else {
      put(
          dataset,
          version,
          json("x", eventTimeMs, 1),
          new Truth(eventTimeMs, Math.min(eventTimeMs, now), false, 2, 2));
    }
  }

  private static String json(String id, long eventTimeMs, int amount) {
    return "{\"id\":\""
        + id
        + "\",\"event_time\":\""
        + Instant.ofEpochMilli(eventTimeMs)
        + "\",\"amount\":"
        + amount
        + "}";
  }

  private void put(int dataset, String version, @Nullable String value, Truth truthOfIt) {
    int partition = sent++ % history.rawPartitions();
    long offset = truth.get(partition).size();
    truth
        .get(partition)
        .add(truthOfIt.event(URNS.get(dataset), partition, offset, cluster.nowMs(), version));
    cluster.append(
        partition,
        new SimulatedCluster.RawEvent(
            cluster.nowMs(),
            value == null ? null : value.getBytes(StandardCharsets.UTF_8),
            Map.of(
                "dataset", Integer.toString(dataset),
                "x-obs-producer-service", SERVICE,
                "x-obs-producer-version", version)));
  }

  /** What is true of an event, but for where it went. */
  private record Truth(
      long countedAtMs,
      @Nullable Long freshAtMs,
      boolean failed,
      int ruleEvaluations,
      int rulePasses,
      List<Fault> faults) {

    Truth(long countedAtMs, @Nullable Long freshAtMs, boolean failed, int evaluations, int passes) {
      this(countedAtMs, freshAtMs, failed, evaluations, passes, List.of());
    }

    Truth with(
        String gate, String code, @Nullable String field, @Nullable String rule, boolean failing) {
      return new Truth(
          countedAtMs,
          freshAtMs,
          failed,
          ruleEvaluations,
          rulePasses,
          List.of(new Fault(gate, code, field, rule, failing)));
    }

    SeenEvent event(String urn, int partition, long offset, long arrivalMs, String version) {
      return new SeenEvent(
          urn,
          partition,
          offset,
          arrivalMs,
          countedAtMs,
          freshAtMs,
          failed,
          ruleEvaluations,
          rulePasses,
          faults.stream()
              .map(
                  f ->
                      new ObservedCause(
                          new CauseKey(SERVICE, version, f.gate, f.code, f.field, f.rule),
                          f.failing))
              .toList());
    }
  }

  private record Fault(
      String gate, String code, @Nullable String field, @Nullable String rule, boolean failing) {}
}
