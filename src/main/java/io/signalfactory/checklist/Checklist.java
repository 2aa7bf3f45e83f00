package io.signalfactory.checklist;

import io.signalfactory.contract.Contract;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import io.signalfactory.tally.SourcePartition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks a dataset for all that it needs so that its signals mean something and a breach reaches
 * somebody. A pure function of what was seen.
 */
public final class Checklist {

  /** Evidence that is older does not flow. */
  private static final Duration FLOWS = Duration.ofHours(1);

  /** A state is written once per minute at least. */
  private static final Duration COMPUTED = Duration.ofMinutes(3);

  private static final long SECONDS_PER_MINUTE = 60;

  private Checklist() {}

  /** All checks, in the order in which they are best repaired. */
  public static List<Check> of(Seen seen, Wiring wiring) {
    RecordChecks records = new RecordChecks(seen, wiring);
    List<Check> checks = new ArrayList<>();
    checks.add(evidence(seen));
    checks.add(records.producerHeader());
    checks.add(records.eventTime());
    checks.add(records.traceContext());
    checks.add(contract(seen));
    for (Signal signal : Signal.values()) {
      checks.add(signal(seen, signal));
    }
    checks.add(breachReader(seen, wiring));
    return List.copyOf(checks);
  }

  private static Check evidence(Seen seen) {
    Map<String, Instant> latest = new TreeMap<>();
    seen.lastHour()
        .latestMinutes()
        .forEach(
            (source, minute) ->
                latest.put(name(source), Instant.ofEpochSecond(minute * SECONDS_PER_MINUTE)));
    latest.putAll(seen.evidence().latest());
    if (latest.isEmpty()) {
      String why = seen.evidence().unknownBecause();
      return Check.failed(
          "evidence",
          why == null ? "no Evidence was found" : "the Evidence topic could not be read: " + why,
          why == null
              ? "send records, and look at GET /api/v1/instances: an instance has to read the raw"
                  + " topic, whose name has to match raw.topic.pattern"
              : "ask again; if it stays, look at the log of the instance",
          null);
    }
    List<String> partitions = new ArrayList<>();
    latest.forEach(
        (partition, at) ->
            partitions.add(partition + " " + Wording.ago(Duration.between(at, seen.now()))));
    String saw = "latest Evidence of " + Wording.some(partitions);
    boolean flows =
        latest.values().stream()
            .anyMatch(at -> Duration.between(at, seen.now()).compareTo(FLOWS) <= 0);
    return flows
        ? Check.passed("evidence", saw)
        : Check.failed(
            "evidence",
            saw,
            "look whether the producers still send; if they do, GET /api/v1/instances says which"
                + " instance is behind",
            null);
  }

  private static String name(SourcePartition source) {
    return source.topic() + "-" + source.partition();
  }

  private static Check contract(Seen seen) {
    Contract contract = seen.contract();
    if (contract != null) {
      return Check.passed(
          "contract",
          "version "
              + contract.version()
              + " of "
              + contract.name()
              + ", owner "
              + contract.owner()
              + ", tier "
              + contract.tier());
    }
    String topic =
        seen.lastHour().latestMinutes().keySet().stream()
            .map(SourcePartition::topic)
            .sorted()
            .findFirst()
            .orElse("TOPIC");
    return Check.failed(
        "contract",
        "no contract is in force, so nobody owns the dataset and nothing is promised",
        "draft one, fill in its owner, and put it in force",
        """
        ./signal-factory contracts infer --topic %s > contract.yaml
        # write the owner into contract.yaml
        ./signal-factory contracts apply contract.yaml"""
            .formatted(topic));
  }

  private static Check signal(Seen seen, Signal signal) {
    String id = "signal_" + signal.label();
    @Nullable SignalState state =
        seen.states().stream()
            .filter(one -> one.key().signal() == signal && one.key().consumer() == null)
            .findFirst()
            .orElse(null);
    if (state == null) {
      return Check.failed(
          id,
          "not computed yet",
          "wait some seconds; if it stays, look at GET /api/v1/instances: an instance has to judge"
              + " the dataset",
          null);
    }
    Duration age = Duration.between(state.updatedAt(), seen.now());
    if (age.compareTo(COMPUTED) > 0) {
      return Check.failed(
          id,
          state.state() + ", but computed " + Wording.ago(age),
          "look at GET /api/v1/instances: the instance that judges the dataset is behind",
          null);
    }
    if (state.state() == State.UNKNOWN) {
      return Check.failed(
          id,
          "UNKNOWN: " + state.reason(),
          "give it what the reason names; a new dataset only needs time and records",
          null);
    }
    return Check.passed(id, state.state() + ", computed " + Wording.ago(age));
  }

  private static Check breachReader(Seen seen, Wiring wiring) {
    List<String> readers = new ArrayList<>();
    seen.readers().groups().forEach(group -> readers.add("consumer group " + group));
    if (seen.streams() > 0) {
      readers.add("streams that are open at this instance: " + seen.streams());
    }
    if (!readers.isEmpty()) {
      return Check.passed("breach_reader", Wording.some(readers));
    }
    String why = seen.readers().unknownBecause();
    return Check.failed(
        "breach_reader",
        "no stream is open at this instance, and "
            + (why == null
                ? "no consumer group reads " + wiring.breachesTopic()
                : "the consumer groups are not known: " + why),
        "let something that reaches a person read breaches: a consumer of "
            + wiring.breachesTopic()
            + " with a group, or a client of GET /api/v1/breaches/stream",
        """
        kafka-console-consumer.sh --bootstrap-server BROKER --topic %s \\
          --group on-call --consumer-property isolation.level=read_committed"""
            .formatted(wiring.breachesTopic()));
  }
}
