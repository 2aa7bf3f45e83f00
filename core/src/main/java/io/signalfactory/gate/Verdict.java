package io.signalfactory.gate;

import io.signalfactory.contract.Contract;
import io.signalfactory.event.EventTime;
import io.signalfactory.event.RawRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of judging one record by all gates.
 *
 * @param record the record
 * @param datasetUrn the dataset that it belongs to
 * @param contract the contract of that dataset; null if it has none
 * @param producer who sent it
 * @param eventTime when the event happened and its record arrived
 * @param results the results of the gates
 * @param rules the results of the contract's quality rules. A unique rule of the scope of a
 *     partition counts as kept until {@link #repeating} is called; one of the scope of a dataset is
 *     not in them
 * @param claims the event's keys under unique rules; empty if there are none
 */
public record Verdict(
    RawRecord record,
    String datasetUrn,
    @Nullable Contract contract,
    ProducerIdentity producer,
    EventTime eventTime,
    GateResults results,
    RuleResults rules,
    List<KeyClaim> claims) {

  public Verdict {
    claims = List.copyOf(claims);
  }

  /** When the record arrived, in milliseconds since the epoch. */
  public long arrivalMs() {
    return eventTime.arrivalMs();
  }

  /** The worst of the gates' outcomes. */
  public Outcome outcome() {
    return results.outcome();
  }

  /** The result of each gate, G1 to G5; the same object for many records with equal results. */
  public List<GateResult> gates() {
    return results.all();
  }

  /**
   * The verdict after it is known which keys other events had before: those rules are broken.
   *
   * @param repeated those of the claims, under rules of the scope of a partition
   */
  public Verdict repeating(List<KeyClaim> repeated) {
    if (repeated.isEmpty()) {
      return this;
    }
    List<GateResult> amended =
        gates().stream()
            .map(gate -> gate.gate() == Gate.QUALITY ? amended(gate, repeated) : gate)
            .toList();
    return new Verdict(
        record,
        datasetUrn,
        contract,
        producer,
        eventTime,
        GateResults.of(amended),
        rules.breaking(repeated.stream().map(claim -> claim.rule().name()).toList()),
        claims);
  }

  private static GateResult amended(GateResult quality, List<KeyClaim> repeated) {
    List<Violation> violations = new ArrayList<>(quality.violations());
    repeated.forEach(claim -> violations.add(claim.rule().repeated()));
    return GateResult.of(Gate.QUALITY, violations);
  }
}
