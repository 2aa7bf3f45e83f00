package io.signalfactory.gate;

import io.signalfactory.contract.FieldSet.Additional;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.EventFields;
import io.signalfactory.event.MemberPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * G4: the fields of the record are as its contract declares them. Not thread-safe: it reuses its
 * collection of findings.
 */
final class ContractGate {

  /** More violations than this tell nobody anything new. */
  private static final int MAX_VIOLATIONS = 32;

  private static final int MAX_FIELD_NAME = 128;

  private final Findings findings = new Findings(Gate.CONTRACT);

  /**
   * @param decoding the value of the record
   * @param contract the contract of its dataset; null if it has none
   * @param governed whether the topic has any contract. If so, its values are events, and one that
   *     is malformed is a fault even if its dataset is unknown
   */
  GateResult check(Decoding decoding, @Nullable ContractPlan contract, boolean governed) {
    if (governed
        && decoding instanceof Decoding.Malformed malformed
        && !SchemaGate.tells(malformed)) {
      return GateResult.of(
          Gate.CONTRACT,
          List.of(Violation.of(ViolationCode.MALFORMED_PAYLOAD, Outcome.FAIL, malformed.reason())));
    }
    if (contract == null || !(decoding instanceof Decoding.Decoded decoded)) {
      return GateResult.skip(Gate.CONTRACT);
    }
    findings.begin();
    List<FieldCheck> checks = contract.fieldChecks();
    for (int i = 0; i < checks.size(); i++) {
      Violation violation = checks.get(i).check(decoded.fields());
      if (violation != null) {
        add(violation);
      }
    }
    if (contract.additional() != Additional.ALLOW) {
      checkNames(decoded.fields(), contract);
    }
    return findings.result();
  }

  private void checkNames(EventFields fields, ContractPlan contract) {
    Outcome outcome = contract.additional() == Additional.WARN ? Outcome.WARN : Outcome.FAIL;
    for (MemberPath member : fields.members()) {
      if (!contract.knownPaths().knows(member, fields.enveloped())) {
        add(
            Violation.ofField(
                ViolationCode.UNKNOWN_FIELD,
                outcome,
                printable(member.dotted()),
                "the contract does not list this field"));
      }
    }
  }

  /**
   * A name that a producer chose, cut to a bounded length. Half of a surrogate pair, which UTF-8
   * cannot encode, becomes a question mark.
   */
  private static String printable(String path) {
    String cut = path.length() > MAX_FIELD_NAME ? path.substring(0, MAX_FIELD_NAME) : path;
    return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private void add(Violation violation) {
    if (findings.size() < MAX_VIOLATIONS) {
      findings.add(violation);
    }
  }
}
