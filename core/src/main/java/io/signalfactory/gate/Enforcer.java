package io.signalfactory.gate;

import io.signalfactory.contract.Contract;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.EventClock;
import io.signalfactory.event.EventTime;
import io.signalfactory.event.HeaderTexts;
import io.signalfactory.event.PartitionClock;
import io.signalfactory.event.PayloadReader;
import io.signalfactory.event.RawRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges the records of one raw partition by all gates. Not thread-safe, as it reuses its reader:
 * one per topic and task, and a new one whenever a contract of the topic changes.
 */
public final class Enforcer {

  private final TopicPlan topic;
  private final LastSeen lastSeen;
  private final PayloadReader reader;
  private final ResolutionGate resolution = new ResolutionGate();
  private final IdentityGate identity;
  private final PartitionClock partition;
  private final SchemaGate schemas;
  private final ContractGate contracts = new ContractGate();
  private final QualityGate quality = new QualityGate();
  private final HeaderTexts texts = new HeaderTexts();
  private GateResults latest = GateResults.HEALTHY;

  /**
   * @param topic the contracts of the topic
   * @param identityRules where the identity of a producer is found
   * @param partition finds out when the records arrived; it outlives the enforcer, as contracts
   *     change
   */
  public Enforcer(TopicPlan topic, IdentityRules identityRules, PartitionClock partition) {
    this(topic, identityRules, partition, LastSeen.NOWHERE);
  }

  /**
   * @param topic the contracts of the topic
   * @param identityRules where the identity of a producer is found
   * @param partition finds out when the records arrived; it outlives the enforcer, as contracts
   *     change
   * @param lastSeen in which datasets the keys of the topic's partition were last seen; asked and
   *     told only if {@link TopicPlan#toldApartByField}
   */
  public Enforcer(
      TopicPlan topic, IdentityRules identityRules, PartitionClock partition, LastSeen lastSeen) {
    this.lastSeen = lastSeen;
    this.topic = topic;
    this.reader = topic.reader();
    this.schemas = new SchemaGate(topic.format());
    this.identity = new IdentityGate(identityRules);
    this.partition = partition;
  }

  /** The contracts that it judges by. */
  public TopicPlan topic() {
    return topic;
  }

  /**
   * Judges one record, whatever its bytes are.
   *
   * @param record the record
   * @param nowMs our own clock, in milliseconds since the epoch
   */
  public Verdict judge(RawRecord record, long nowMs) {
    Decoding decoding = reader.read(record);
    Resolution resolved = resolution.resolve(topic, decoding, record, texts, lastSeen);
    ContractPlan plan = resolved.contract();
    remember(record, decoding, plan);
    Contract contract = plan == null ? null : plan.contract();
    EventClock clock = plan == null ? topic.clock() : plan.clock();
    EventTime time = time(clock, decoding, record, nowMs);
    ProducerIdentity producer = identity.identify(record, contract, texts, time.arrivalMs());
    GateResult schemaResult = schemas.check(decoding, reader, plan);
    GateResult contractResult = contracts.check(decoding, plan, !topic.contracts().isEmpty());
    QualityGate.QualityResult qualityResult = quality.check(decoding, plan, time);
    reader.release();
    return new Verdict(
        record,
        resolved.datasetUrn(),
        contract,
        producer,
        time,
        results(
            resolved.result(),
            identity.check(producer),
            schemaResult,
            contractResult,
            qualityResult.result()),
        qualityResult.rules(),
        qualityResult.claims());
  }

  /**
   * One object for all healthy records, and the same object as for the record before if the results
   * are equal: those who count or write results compare them by identity.
   */
  private GateResults results(
      GateResult g1, GateResult g2, GateResult g3, GateResult g4, GateResult g5) {
    if (GateResults.HEALTHY.consistOf(g1, g2, g3, g4, g5)) {
      return GateResults.HEALTHY;
    }
    if (!latest.consistOf(g1, g2, g3, g4, g5)) {
      latest = GateResults.of(List.of(g1, g2, g3, g4, g5));
    }
    return latest;
  }

  /** Where an event was seen tells later where the tombstone of its key belongs. */
  private void remember(RawRecord record, Decoding decoding, @Nullable ContractPlan plan) {
    if (plan != null && topic.toldApartByField() && decoding instanceof Decoding.Decoded) {
      byte[] key = record.key();
      if (key != null) {
        lastSeen.saw(LastSeen.hash(key), plan.datasetId());
      }
    }
  }

  private EventTime time(EventClock clock, Decoding decoding, RawRecord record, long nowMs) {
    if (decoding instanceof Decoding.Decoded decoded) {
      return clock.read(decoded.fields(), record, partition, nowMs);
    }
    // If the topic has no contract, its values may be in any format.
    return decoding instanceof Decoding.Tombstone || topic.contracts().isEmpty()
        ? clock.missing(record, partition, nowMs)
        : clock.invalid(record, partition, nowMs);
  }
}
