package io.signalfactory.gate;

import static io.signalfactory.contract.DatasetSelector.DEFAULT_FUTURE_TOLERANCE;
import static io.signalfactory.contract.DatasetSelector.DEFAULT_LATE_RETENTION;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.Match;
import io.signalfactory.event.EventClock;
import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.PayloadFormat;
import io.signalfactory.event.PayloadReader;
import io.signalfactory.rule.RuleCompiler;
import io.signalfactory.time.TimeFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The contracts of one topic, compiled together so that each record is read only once. Immutable
 * and thread-safe.
 */
public final class TopicPlan {

  private final String inferredUrn;
  private final Resolution inferred;
  private final Resolution unattributed;
  private final boolean toldApartByField;
  private final List<ContractPlan> contracts;
  private final ContractMatches matches;
  private final TopicFormat format;
  private final FieldPlan fields;
  private final EventClock clock;

  private TopicPlan(
      String inferredUrn,
      List<ContractPlan> contracts,
      TopicFormat format,
      FieldPlan fields,
      EventClock clock) {
    this.inferredUrn = inferredUrn;
    this.inferred = new Resolution(inferredUrn, null, GateResult.pass(Gate.RESOLUTION));
    this.unattributed = new Resolution(inferredUrn, null, GateResult.skip(Gate.RESOLUTION));
    this.contracts = List.copyOf(contracts);
    this.toldApartByField =
        contracts.size() > 1
            && contracts.stream()
                .anyMatch(plan -> plan.contract().dataset().match() instanceof Match.ByField);
    this.matches = new ContractMatches(this.contracts);
    this.format = format;
    this.fields = fields;
    this.clock = clock;
  }

  /**
   * Compiles the contracts of a topic.
   *
   * @param topic the topic
   * @param contracts its contracts; may be empty
   * @param format the format of its records' values
   */
  public static TopicPlan compile(String topic, List<Contract> contracts, PayloadFormat format) {
    return compile(topic, contracts, TopicFormat.withoutSchemas(format));
  }

  /**
   * Compiles the contracts of a topic.
   *
   * @param topic the topic
   * @param contracts its contracts; may be empty
   * @param format how its records' values are read
   */
  public static TopicPlan compile(String topic, List<Contract> contracts, TopicFormat format) {
    RuleCompiler compiler = new RuleCompiler();
    FieldPlan.Builder fields = new FieldPlan.Builder();
    List<ContractPlan> plans = new ArrayList<>();
    contracts.stream()
        .sorted(Comparator.comparing(Contract::urn))
        .forEach(contract -> plans.add(ContractPlan.compile(contract, fields, compiler)));
    List<EventClock.Candidate> candidates = new ArrayList<>();
    for (FieldPath path : ContractPlan.DEFAULT_EVENT_TIMES) {
      candidates.add(new EventClock.Candidate(fields.slot(path, true), TimeFormat.RFC3339));
    }
    EventClock clock = new EventClock(candidates, DEFAULT_FUTURE_TOLERANCE, DEFAULT_LATE_RETENTION);
    return new TopicPlan(InferredDataset.urn(topic), plans, format, fields.build(), clock);
  }

  /** The URN of records that belong to no contract. */
  String inferredUrn() {
    return inferredUrn;
  }

  /** The result of G1 for every record of a topic without contracts. */
  Resolution inferred() {
    return inferred;
  }

  /**
   * The result of G1 for a tombstone whose dataset is not known. It counts for the topic, and is no
   * fault: a delete is legitimate.
   */
  Resolution unattributed() {
    return unattributed;
  }

  /**
   * Whether there are several datasets that differ by a field, which a tombstone does not have.
   * Only then it matters in which one a key was last seen.
   */
  public boolean toldApartByField() {
    return toldApartByField;
  }

  /** The topic's contracts in the order of their URNs. */
  List<ContractPlan> contracts() {
    return contracts;
  }

  /** Finds those that a record matches. */
  ContractMatches matches() {
    return matches;
  }

  /** A new reader of the fields that any of the contracts asks for. */
  PayloadReader reader() {
    return format.format().reader(fields);
  }

  /** How the values are read, and which schemas they are judged by. */
  TopicFormat format() {
    return format;
  }

  /** Finds the time of records that belong to no contract. */
  EventClock clock() {
    return clock;
  }
}
