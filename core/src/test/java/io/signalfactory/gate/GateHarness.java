package io.signalfactory.gate;

import io.signalfactory.contract.Contract;
import io.signalfactory.event.PartitionClock;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.testkit.ContractBuilder;
import io.signalfactory.testkit.RecordBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Judges records by the contracts of a test, and gets single results out of a verdict. */
final class GateHarness {

  /** Our own clock, a little after the records of {@link RecordBuilder}. */
  static final long NOW = RecordBuilder.TIMESTAMP + 1_000;

  static final IdentityRules IDENTITY =
      new IdentityRules(
          List.of("service", "ce_source"), List.of("version", "ce_version"), Map.of());

  private GateHarness() {}

  static Verdict judge(RecordBuilder record, ContractBuilder... contracts) {
    return enforcer(contracts).judge(record.build(), NOW);
  }

  static Enforcer enforcer(ContractBuilder... contracts) {
    List<Contract> built = Arrays.stream(contracts).map(ContractBuilder::build).toList();
    return new Enforcer(
        TopicPlan.compile(ContractBuilder.TOPIC, built, new JsonFormat()),
        IDENTITY,
        new PartitionClock());
  }

  static GateResult result(Verdict verdict, Gate gate) {
    return verdict.gates().stream().filter(r -> r.gate() == gate).findAny().orElseThrow();
  }

  /** The violations of a gate as {@code CODE field-or-rule}. */
  static List<String> codes(Verdict verdict, Gate gate) {
    return result(verdict, gate).violations().stream().map(GateHarness::code).toList();
  }

  private static String code(Violation violation) {
    String about = violation.field() == null ? violation.rule() : violation.field();
    return about == null ? violation.code().name() : violation.code() + " " + about;
  }
}
