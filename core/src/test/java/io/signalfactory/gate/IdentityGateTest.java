package io.signalfactory.gate;

import static io.signalfactory.gate.GateHarness.codes;
import static io.signalfactory.gate.GateHarness.judge;
import static io.signalfactory.gate.GateHarness.result;
import static io.signalfactory.testkit.ContractBuilder.contract;
import static io.signalfactory.testkit.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.event.PartitionClock;
import io.signalfactory.event.RawRecord;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.gate.ProducerIdentity.Confidence;
import io.signalfactory.testkit.ContractBuilder;
import io.signalfactory.testkit.RecordBuilder;
import java.util.ArrayList;
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

  private static ProducerIdentity producerOf(RawRecord record, DeployedVersions deployed) {
    IdentityRules rules =
        new IdentityRules(
            List.of("service"),
            List.of("version"),
            Map.of(ContractBuilder.TOPIC, "mapped"),
            deployed);
    TopicPlan topic = TopicPlan.compile(ContractBuilder.TOPIC, List.of(), new JsonFormat());
    return new Enforcer(topic, rules, new PartitionClock())
        .judge(record, GateHarness.NOW)
        .producer();
  }

  @Test
  void takesTheDeployedVersionOfAServiceWhoseRecordsNameNone() {
    // given
    DeployedVersions deployed = (service, arrivalMs) -> "deployed " + service;
    // when
    ProducerIdentity producer =
        producerOf(record("{}").header("service", "orders").build(), deployed);
    // then: how sure it is who sent the record does not depend on the version
    assertThat(producer)
        .isEqualTo(new ProducerIdentity("orders", "deployed orders", Confidence.HIGH));
  }

  @Test
  void takesTheDeployedVersionOfAnAssumedServiceToo() {
    // given
    DeployedVersions deployed = (service, arrivalMs) -> "deployed " + service;
    // when
    ProducerIdentity producer = producerOf(record("{}").build(), deployed);
    // then
    assertThat(producer)
        .isEqualTo(new ProducerIdentity("mapped", "deployed mapped", Confidence.MEDIUM));
  }

  @Test
  void asksForNoDeploymentIfTheRecordNamesItsVersion() {
    // given
    DeployedVersions never =
        (service, arrivalMs) -> {
          throw new AssertionError("asked for " + service);
        };
    // when
    ProducerIdentity producer =
        producerOf(record("{}").header("service", "orders").header("version", "v1").build(), never);
    // then
    assertThat(producer.version()).isEqualTo("v1");
  }

  @Test
  void asksForTheDeploymentAtTheArrivalOfTheRecord() {
    // given
    List<Long> asked = new ArrayList<>();
    DeployedVersions deployed =
        (service, arrivalMs) -> {
          asked.add(arrivalMs);
          return null;
        };
    // when
    ProducerIdentity producer =
        producerOf(record("{}").header("service", "orders").build(), deployed);
    // then
    assertThat(producer.version()).isNull();
    assertThat(asked).containsExactly(RecordBuilder.TIMESTAMP);
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
