package io.signalfactory.gate;

import io.signalfactory.event.Decoding;
import io.signalfactory.event.HeaderSource;
import java.util.ArrayList;
import java.util.List;

/**
 * G1: which dataset the record belongs to.
 *
 * <p>A contract that matches by header or field comes before one that has the whole topic. Where
 * the fields cannot be read (malformed, tombstone) and one contract alone claims the topic, the
 * record is that dataset's unless its header says otherwise: a producer that breaks its JSON must
 * not thereby leave its contract.
 */
final class ResolutionGate {

  Resolution resolve(TopicPlan topic, Decoding decoding, HeaderSource headers) {
    if (topic.contracts().isEmpty()) {
      // No contract speaks for the topic: that is no fault of the record.
      return new Resolution(topic.inferredUrn(), null, GateResult.pass(Gate.RESOLUTION));
    }
    List<ContractPlan> specific = new ArrayList<>(1);
    List<ContractPlan> general = new ArrayList<>(1);
    for (ContractPlan contract : topic.contracts()) {
      if (contract.claimsWholeTopic()) {
        general.add(contract);
      } else if (contract.matches(decoding, headers)) {
        specific.add(contract);
      }
    }
    List<ContractPlan> candidates = specific.isEmpty() ? general : specific;
    if (candidates.isEmpty()
        && topic.contracts().size() == 1
        && unreadable(decoding)
        && !topic.contracts().get(0).disownedBy(headers)) {
      candidates = topic.contracts();
    }
    return switch (candidates.size()) {
      case 0 -> unresolved(topic);
      case 1 -> resolved(candidates.get(0), GateResult.pass(Gate.RESOLUTION));
      default -> ambiguous(candidates);
    };
  }

  private static boolean unreadable(Decoding decoding) {
    return decoding.fieldsOrNull() == null;
  }

  private static Resolution resolved(ContractPlan contract, GateResult result) {
    return new Resolution(contract.contract().urn(), contract, result);
  }

  private static Resolution unresolved(TopicPlan topic) {
    Violation violation =
        Violation.of(
            ViolationCode.UNRESOLVED_DATASET,
            Outcome.FAIL,
            "none of the topic's " + topic.contracts().size() + " contracts matches the record");
    return new Resolution(
        topic.inferredUrn(), null, GateResult.of(Gate.RESOLUTION, List.of(violation)));
  }

  private static Resolution ambiguous(List<ContractPlan> candidates) {
    List<String> urns = candidates.stream().map(c -> c.contract().urn()).toList();
    Violation violation =
        Violation.of(
            ViolationCode.AMBIGUOUS_DATASET,
            Outcome.FAIL,
            "the contracts of "
                + String.join(" and ", urns)
                + " all match the record; it is judged by the first");
    return resolved(candidates.get(0), GateResult.of(Gate.RESOLUTION, List.of(violation)));
  }
}
