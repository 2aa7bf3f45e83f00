package io.signalfactory.gate;

import static io.signalfactory.gate.GateHarness.codes;
import static io.signalfactory.gate.GateHarness.judge;
import static io.signalfactory.gate.GateHarness.result;
import static io.signalfactory.testkit.ContractBuilder.contract;
import static io.signalfactory.testkit.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.event.PartitionClock;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.gate.ProducerIdentity.Confidence;
import io.signalfactory.testkit.ContractBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentityGateTest {

  private static final String URN = "urn:dp:orders:created";

  @Test
  void believesTheRecordsHeader() {
    Verdict verdict =
        judge(
            record("{}").header("service", "orders-svc").header("version", "v3.17"),
            contract(URN).producer("other-svc"));

    assertThat(verdict.producer())
        .isEqualTo(new ProducerIdentity("orders-svc", "v3.17", Confidence.HIGH));
    assertThat(result(verdict, Gate.IDENTITY)).isEqualTo(GateResult.pass(Gate.IDENTITY));
  }

  @Test
  void looksForHeadersInTheirOrder() {
    Verdict both = judge(record("{}").header("ce_source", "second").header("service", "first"));
    Verdict unusable =
        judge(
            record("{}").header("ce_source", "second").header("service", new byte[] {(byte) 0xFF}));

    assertThat(both.producer().service()).isEqualTo("first");
    assertThat(unusable.producer().service()).isEqualTo("second");
  }

  @Test
  void assumesTheContractsProducerAndWarns() {
    Verdict verdict =
        judge(record("{}").header("version", "v1"), contract(URN).producer("orders-svc"));

    assertThat(verdict.producer())
        .isEqualTo(new ProducerIdentity("orders-svc", "v1", Confidence.MEDIUM));
    assertThat(codes(verdict, Gate.IDENTITY)).containsExactly("PRODUCER_FROM_MAPPING");
    assertThat(result(verdict, Gate.IDENTITY).outcome()).isEqualTo(Outcome.WARN);
  }

  @Test
  void assumesTheTopicsProducerIfTheContractNamesNone() {
    IdentityRules rules =
        new IdentityRules(List.of("service"), List.of(), Map.of(ContractBuilder.TOPIC, "orders"));
    TopicPlan topic = TopicPlan.compile(ContractBuilder.TOPIC, List.of(), new JsonFormat());

    Verdict verdict =
        new Enforcer(topic, rules, new PartitionClock())
            .judge(record("{}").build(), GateHarness.NOW);

    assertThat(verdict.producer())
        .isEqualTo(new ProducerIdentity("orders", null, Confidence.MEDIUM));
  }

  @Test
  void prefersTheContractsProducerToTheTopics() {
    IdentityRules rules =
        new IdentityRules(List.of("service"), List.of(), Map.of(ContractBuilder.TOPIC, "topic"));
    TopicPlan topic =
        TopicPlan.compile(
            ContractBuilder.TOPIC,
            List.of(contract(URN).producer("contract").build()),
            new JsonFormat());

    Verdict verdict =
        new Enforcer(topic, rules, new PartitionClock())
            .judge(record("{}").build(), GateHarness.NOW);

    assertThat(verdict.producer().service()).isEqualTo("contract");
  }

  @Test
  void warnsIfNothingNamesTheProducer() {
    Verdict verdict = judge(record("{}"), contract(URN));

    assertThat(verdict.producer()).isEqualTo(new ProducerIdentity(null, null, Confidence.NONE));
    assertThat(codes(verdict, Gate.IDENTITY)).containsExactly("PRODUCER_UNKNOWN");
    assertThat(result(verdict, Gate.IDENTITY).violations().get(0).message())
        .isEqualTo("expected a header that names the producer: service or ce_source");
  }
}
