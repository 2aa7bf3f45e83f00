package io.signalfactory.gate;

import io.signalfactory.contract.Contract;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.EventClock;
import io.signalfactory.event.EventTime;
import io.signalfactory.event.HeaderTexts;
import io.signalfactory.event.PayloadReader;
import io.signalfactory.event.RawRecord;
import java.util.List;

/**
 * Takes the records of one topic through the gates. Not thread-safe, as it reuses its reader: one
 * for each topic and task, and a new one when the topic's contracts change.
 */
public final class Enforcer {

  private final TopicPlan topic;
  private final PayloadReader reader;
  private final ResolutionGate resolution = new ResolutionGate();
  private final IdentityGate identity;
  private final ContractGate contracts = new ContractGate();
  private final QualityGate quality = new QualityGate();
  private final HeaderTexts texts = new HeaderTexts();
  private GateResults latest = GateResults.HEALTHY;

  /**
   * @param topic what is to be asked of the topic's records
   * @param identityRules where a producer's identity is looked for
   */
  public Enforcer(TopicPlan topic, IdentityRules identityRules) {
    this.topic = topic;
    this.reader = topic.reader();
    this.identity = new IdentityGate(identityRules);
  }

  /** The plan that this enforcer follows. */
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
    Resolution resolved = resolution.resolve(topic, decoding, record, texts);
    ContractPlan plan = resolved.contract();
    Contract contract = plan == null ? null : plan.contract();
    EventClock clock = plan == null ? topic.clock() : plan.clock();
    long arrivalMs = clock.arrival(record.timestampMs(), nowMs);
    EventTime time = time(clock, decoding, record.timestampMs(), arrivalMs);
    ProducerIdentity producer = identity.identify(record, contract, texts);
    GateResult contractResult = contracts.check(decoding, plan, !topic.contracts().isEmpty());
    QualityGate.QualityResult qualityResult = quality.check(decoding, plan, time, arrivalMs);
    reader.release();
    return new Verdict(
        record,
        resolved.datasetUrn(),
        contract,
        producer,
        time,
        arrivalMs,
        results(
            resolved.result(),
            identity.check(producer),
            // The schema registries are not connected yet: nothing is judged, and nothing claimed.
            GateResult.skip(Gate.SCHEMA),
            contractResult,
            qualityResult.result()),
        qualityResult.rules(),
        qualityResult.claims());
  }

  /**
   * One object for all healthy records, and that of the record before where it says the same:
   * whoever counts or writes results can tell by identity that they are those that it has just
   * seen.
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

  private EventTime time(EventClock clock, Decoding decoding, long timestampMs, long arrivalMs) {
    if (decoding instanceof Decoding.Decoded decoded) {
      return clock.read(decoded.fields(), timestampMs, arrivalMs);
    }
    // Where no contract speaks for the topic, its values need not be JSON at all.
    return decoding instanceof Decoding.Tombstone || topic.contracts().isEmpty()
        ? clock.missing(timestampMs, arrivalMs)
        : clock.invalid(timestampMs, arrivalMs);
  }
}
