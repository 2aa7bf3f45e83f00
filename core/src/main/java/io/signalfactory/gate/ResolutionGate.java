package io.signalfactory.gate;

import io.signalfactory.event.Decoding;
import io.signalfactory.event.HeaderTexts;
import io.signalfactory.event.RawRecord;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * G1: the record belongs to exactly one dataset.
 *
 * <p>A contract that matches by header or field comes before one that claims the whole topic. If a
 * record has no fields (it is malformed, or a tombstone) and the topic has only one contract, the
 * record belongs to that dataset unless its header has another value: a producer must not escape
 * its contract by sending broken values.
 *
 * <p>A tombstone belongs to the dataset in which its key was last seen, if no header tells. If that
 * is not known it belongs to none, which is no fault.
 */
final class ResolutionGate {

  /** The dataset of a record if nothing is known of its key. */
  Resolution resolve(TopicPlan topic, Decoding decoding, RawRecord record, HeaderTexts texts) {
    return resolve(topic, decoding, record, texts, LastSeen.NOWHERE);
  }

  Resolution resolve(
      TopicPlan topic, Decoding decoding, RawRecord record, HeaderTexts texts, LastSeen lastSeen) {
    List<ContractPlan> specific = topic.matches().specific(decoding, record, texts);
    if (specific.isEmpty() && decoding instanceof Decoding.Tombstone && topic.toldApartByField()) {
      ContractPlan last = lastSeen(topic, record, texts, lastSeen);
      if (last != null) {
        return last.resolution();
      }
    }
    List<ContractPlan> matching = specific.isEmpty() ? topic.matches().general() : specific;
    return switch (matching.size()) {
      case 0 -> ofNone(topic, decoding, record, texts);
      case 1 -> matching.get(0).resolution();
      default -> ambiguous(matching);
    };
  }

  private static @Nullable ContractPlan lastSeen(
      TopicPlan topic, RawRecord record, HeaderTexts texts, LastSeen lastSeen) {
    byte[] key = record.key();
    long dataset = key == null ? LastSeen.UNKNOWN : lastSeen.datasetOf(LastSeen.hash(key));
    if (dataset != LastSeen.UNKNOWN) {
      for (ContractPlan contract : topic.contracts()) {
        if (contract.datasetId() == dataset && !contract.excludedByHeader(record, texts)) {
          return contract;
        }
      }
    }
    return null;
  }

  private static Resolution ofNone(
      TopicPlan topic, Decoding decoding, RawRecord record, HeaderTexts texts) {
    List<ContractPlan> contracts = topic.contracts();
    if (contracts.isEmpty()) {
      // The topic has no contract, which is no fault of the record.
      return topic.inferred();
    }
    if (contracts.size() == 1
        && unreadable(decoding)
        && !contracts.get(0).excludedByHeader(record, texts)) {
      return contracts.get(0).resolution();
    }
    return decoding instanceof Decoding.Tombstone ? topic.unattributed() : unresolved(topic);
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

  private static Resolution ambiguous(List<ContractPlan> matching) {
    String urns =
        matching.stream()
            .map(contract -> contract.contract().urn())
            .collect(Collectors.joining(" and "));
    Violation violation =
        Violation.of(
            ViolationCode.AMBIGUOUS_DATASET,
            Outcome.FAIL,
            "the contracts of " + urns + " all match the record; it is judged by the first");
    ContractPlan first = matching.get(0);
    return new Resolution(
        first.contract().urn(), first, GateResult.of(Gate.RESOLUTION, List.of(violation)));
  }
}
