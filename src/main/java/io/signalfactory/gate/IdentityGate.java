package io.signalfactory.gate;

import io.signalfactory.contract.Contract;
import io.signalfactory.event.HeaderSource;
import io.signalfactory.event.RawRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** G2: who sent the record. A record that does not say so itself is a warning, never a failure. */
final class IdentityGate {

  private final IdentityRules rules;

  IdentityGate(IdentityRules rules) {
    this.rules = rules;
  }

  Producer identify(RawRecord record, @Nullable Contract contract) {
    String version = first(record.headers(), rules.versionHeaders());
    String named = first(record.headers(), rules.serviceHeaders());
    if (named != null) {
      return new Producer(named, version, Producer.Confidence.HIGH);
    }
    String assumed = contract == null ? null : contract.dataset().producer();
    if (assumed == null) {
      assumed = rules.topicProducers().get(record.topic());
    }
    return assumed == null
        ? new Producer(null, version, Producer.Confidence.NONE)
        : new Producer(assumed, version, Producer.Confidence.MEDIUM);
  }

  GateResult check(Producer producer) {
    return switch (producer.confidence()) {
      case HIGH -> GateResult.pass(Gate.IDENTITY);
      case MEDIUM ->
          warn(
              ViolationCode.PRODUCER_FROM_MAPPING,
              "the record does not name its producer; the one that is mapped to it was assumed");
      case NONE ->
          warn(
              ViolationCode.PRODUCER_UNKNOWN,
              "expected a header that names the producer: "
                  + String.join(" or ", rules.serviceHeaders()));
    };
  }

  private static GateResult warn(ViolationCode code, String message) {
    return GateResult.of(Gate.IDENTITY, List.of(Violation.of(code, Outcome.WARN, message)));
  }

  private static @Nullable String first(HeaderSource headers, List<String> names) {
    for (String name : names) {
      String text = headers.text(name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }
}
