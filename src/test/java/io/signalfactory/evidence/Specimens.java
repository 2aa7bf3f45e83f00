package io.signalfactory.evidence;

import io.signalfactory.contract.Contract;
import io.signalfactory.event.PartitionClock;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.gate.Enforcer;
import io.signalfactory.gate.IdentityRules;
import io.signalfactory.gate.TopicPlan;
import io.signalfactory.gate.Verdict;
import io.signalfactory.testkit.ContractBuilder;
import io.signalfactory.testkit.RecordBuilder;
import java.util.List;
import java.util.Map;

/** Judges records by the gates and writes their Evidence. */
final class Specimens {

  static final long NOW = RecordBuilder.TIMESTAMP + 119;

  private final TopicPlan plan;
  private final EvidenceJson json = new EvidenceJson();

  /** One for all datasets: the result must not depend on which dataset the forms were for. */
  private final EvidenceForms forms = new EvidenceForms();

  Specimens(ContractBuilder... contracts) {
    List<Contract> built = List.of(contracts).stream().map(ContractBuilder::build).toList();
    plan = TopicPlan.compile(ContractBuilder.TOPIC, built, new JsonFormat());
  }

  byte[] write(RecordBuilder record) {
    return json.write(verdict(record), forms, NOW);
  }

  /** The Evidence as a general-purpose generator writes it. */
  byte[] writePlainly(RecordBuilder record) {
    return PlainEvidenceJson.write(verdict(record), NOW);
  }

  private Verdict verdict(RecordBuilder record) {
    // A new one for each: the arrival of a record depends on the records before it.
    return new Enforcer(
            plan,
            new IdentityRules(List.of("service"), List.of("version"), Map.of()),
            new PartitionClock())
        .judge(record.build(), NOW);
  }
}
