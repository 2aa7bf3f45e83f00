package io.signalfactory.gate;

import io.signalfactory.contract.FieldSet.Additional;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.FieldValues;
import io.signalfactory.event.Member;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** G4: the record's fields are those that its contract promises. */
final class ContractGate {

  /** More violations than this say nothing that these do not. */
  private static final int MAX_VIOLATIONS = 32;

  private static final int MAX_FIELD_NAME = 128;

  /**
   * @param decoding the record's fields
   * @param contract the contract of its dataset; null where it has none
   * @param governed whether any contract speaks for the topic. Where one does, the topic carries
   *     JSON objects, and a value that is none is a fault even if its dataset cannot be told
   */
  GateResult check(Decoding decoding, @Nullable ContractPlan contract, boolean governed) {
    if (governed && decoding instanceof Decoding.Malformed malformed) {
      return GateResult.of(
          Gate.CONTRACT,
          List.of(
              Violation.of(
                  ViolationCode.MALFORMED_PAYLOAD,
                  Outcome.FAIL,
                  "expected one JSON object: " + malformed.reason())));
    }
    if (contract == null || !(decoding instanceof Decoding.Decoded decoded)) {
      return GateResult.skip(Gate.CONTRACT);
    }
    List<Violation> violations = null;
    List<FieldCheck> checks = contract.fieldChecks();
    for (int i = 0; i < checks.size(); i++) {
      Violation violation = checks.get(i).check(decoded.fields());
      if (violation != null) {
        violations = add(violations, violation);
      }
    }
    if (contract.additional() != Additional.ALLOW) {
      violations = checkNames(decoded.fields(), contract, violations);
    }
    return violations == null
        ? GateResult.pass(Gate.CONTRACT)
        : GateResult.of(Gate.CONTRACT, violations);
  }

  private static @Nullable List<Violation> checkNames(
      FieldValues fields, ContractPlan contract, @Nullable List<Violation> violations) {
    Outcome outcome = contract.additional() == Additional.WARN ? Outcome.WARN : Outcome.FAIL;
    List<Violation> found = violations;
    for (Member member : fields.members()) {
      if (!contract.knownPaths().knows(member, fields.enveloped())) {
        found =
            add(
                found,
                Violation.ofField(
                    ViolationCode.UNKNOWN_FIELD,
                    outcome,
                    printable(member.path()),
                    "the contract does not list this field"));
      }
    }
    return found;
  }

  /**
   * A stranger's name, cut; a half of a surrogate pair, which no UTF-8 can hold, becomes a mark.
   */
  private static String printable(String path) {
    String cut = path.length() > MAX_FIELD_NAME ? path.substring(0, MAX_FIELD_NAME) : path;
    return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static List<Violation> add(@Nullable List<Violation> violations, Violation violation) {
    List<Violation> list = violations == null ? new ArrayList<>(2) : violations;
    if (list.size() < MAX_VIOLATIONS) {
      list.add(violation);
    }
    return list;
  }
}
