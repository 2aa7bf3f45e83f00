package io.signalfactory.gate;

import io.signalfactory.event.Decoding;
import io.signalfactory.event.HeaderTexts;
import io.signalfactory.event.RawRecord;
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

  Resolution resolve(TopicPlan topic, Decoding decoding, RawRecord record, HeaderTexts texts) {
    List<ContractPlan> contracts = topic.contracts();
    ContractPlan firstSpecific = null;
    ContractPlan firstGeneral = null;
    int specific = 0;
    int general = 0;
    for (int i = 0; i < contracts.size(); i++) {
      ContractPlan contract = contracts.get(i);
      if (contract.claimsWholeTopic()) {
        firstGeneral = firstGeneral == null ? contract : firstGeneral;
        general++;
      } else if (contract.matches(decoding, record, texts)) {
        firstSpecific = firstSpecific == null ? contract : firstSpecific;
        specific++;
      }
    }
    ContractPlan first = firstSpecific == null ? firstGeneral : firstSpecific;
    if (first == null) {
      return ofNone(topic, decoding, record, texts);
    }
    return (specific == 0 ? general : specific) == 1
        ? first.resolution()
        : ambiguous(first, candidates(contracts, specific > 0, decoding, record, texts));
  }

  private static Resolution ofNone(
      TopicPlan topic, Decoding decoding, RawRecord record, HeaderTexts texts) {
    List<ContractPlan> contracts = topic.contracts();
    if (contracts.isEmpty()) {
      // No contract speaks for the topic: that is no fault of the record.
      return topic.inferred();
    }
    return contracts.size() == 1
            && unreadable(decoding)
            && !contracts.get(0).disownedBy(record, texts)
        ? contracts.get(0).resolution()
        : unresolved(topic);
  }

  private static List<String> candidates(
      List<ContractPlan> contracts,
      boolean specific,
      Decoding decoding,
      RawRecord record,
      HeaderTexts texts) {
    return contracts.stream()
        .filter(
            specific
                ? contract -> contract.matches(decoding, record, texts)
                : ContractPlan::claimsWholeTopic)
        .map(contract -> contract.contract().urn())
        .toList();
  }

  private static boolean unreadable(Decoding decoding) {
    return decoding.fieldsOrNull() == null;
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

  private static Resolution ambiguous(ContractPlan first, List<String> urns) {
    Violation violation =
        Violation.of(
            ViolationCode.AMBIGUOUS_DATASET,
            Outcome.FAIL,
            "the contracts of "
                + String.join(" and ", urns)
                + " all match the record; it is judged by the first");
    return new Resolution(
        first.contract().urn(), first, GateResult.of(Gate.RESOLUTION, List.of(violation)));
  }
}
