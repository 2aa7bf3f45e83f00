package io.signalfactory.gate;

import io.signalfactory.contract.Contract;
import io.signalfactory.event.HeaderTexts;
import io.signalfactory.event.RawRecord;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * G2: the record names its producer. If it does not, that is a warning and never a failure. Not
 * thread-safe: one per task and topic.
 */
final class IdentityGate {

  private static final GateResult ASSUMED =
      warn(
          ViolationCode.PRODUCER_FROM_MAPPING,
          "the record does not name its producer; the one that is mapped to it was assumed");

  private final IdentityRules rules;
  private final GateResult unknown;
  private ProducerIdentity latest =
      new ProducerIdentity(null, null, ProducerIdentity.Confidence.NONE);

  IdentityGate(IdentityRules rules) {
    this.rules = rules;
    this.unknown =
        warn(
            ViolationCode.PRODUCER_UNKNOWN,
            "expected a header that names the producer: "
                + String.join(" or ", rules.serviceHeaders()));
  }

  /**
   * Finds out who sent a record. The same object as before if it is the same producer.
   *
   * @param arrivalMs when the record arrived, in milliseconds since the epoch
   */
  ProducerIdentity identify(
      RawRecord record, @Nullable Contract contract, HeaderTexts texts, long arrivalMs) {
    String version = first(record, rules.versionHeaders(), texts);
    String named = first(record, rules.serviceHeaders(), texts);
    if (named != null) {
      return producer(named, version(version, named, arrivalMs), ProducerIdentity.Confidence.HIGH);
    }
    String assumed = contract == null ? null : contract.dataset().producer();
    if (assumed == null) {
      assumed = rules.topicProducers().get(record.topic());
    }
    return assumed == null
        ? producer(null, version, ProducerIdentity.Confidence.NONE)
        : producer(
            assumed, version(version, assumed, arrivalMs), ProducerIdentity.Confidence.MEDIUM);
  }

  /** The version that the record names, else the one that was deployed when it arrived. */
  private @Nullable String version(@Nullable String named, String service, long arrivalMs) {
    return named != null ? named : rules.deployed().version(service, arrivalMs);
  }

  private ProducerIdentity producer(
      @Nullable String service, @Nullable String version, ProducerIdentity.Confidence confidence) {
    if (!Objects.equals(latest.service(), service)
        || !Objects.equals(latest.version(), version)
        || latest.confidence() != confidence) {
      latest = new ProducerIdentity(service, version, confidence);
    }
    return latest;
  }

  GateResult check(ProducerIdentity producer) {
    return switch (producer.confidence()) {
      case HIGH -> GateResult.pass(Gate.IDENTITY);
      case MEDIUM -> ASSUMED;
      case NONE -> unknown;
    };
  }

  private static GateResult warn(ViolationCode code, String message) {
    return GateResult.of(Gate.IDENTITY, List.of(Violation.of(code, Outcome.WARN, message)));
  }

  private static @Nullable String first(RawRecord record, List<String> names, HeaderTexts texts) {
    for (int i = 0; i < names.size(); i++) {
      String text = texts.of(record.header(names.get(i)));
      if (text != null) {
        return text;
      }
    }
    return null;
  }
}
