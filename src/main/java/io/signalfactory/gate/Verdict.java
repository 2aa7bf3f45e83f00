package io.signalfactory.gate;

import io.signalfactory.contract.Contract;
import io.signalfactory.event.EventTime;
import io.signalfactory.event.RawRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the gates found out about one record.
 *
 * @param record the record
 * @param datasetUrn the dataset that it belongs to
 * @param contract that dataset's contract; null where it has none
 * @param producer who sent it
 * @param eventTime when the event happened
 * @param arrivalMs when the record arrived, in milliseconds since the epoch
 * @param outcome the worst of the gates' outcomes
 * @param gates what each gate says, G1 to G5
 * @param rules what the contract's quality rules say of it
 */
public record Verdict(
    RawRecord record,
    String datasetUrn,
    @Nullable Contract contract,
    Producer producer,
    EventTime eventTime,
    long arrivalMs,
    Outcome outcome,
    List<GateResult> gates,
    RuleResults rules) {

  public Verdict {
    gates = List.copyOf(gates);
  }
}
