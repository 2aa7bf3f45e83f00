package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import io.signalfactory.tally.Cause;
import io.signalfactory.testkit.PublishedSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unique rules on the real topology with a driven clock. */
class UniquenessTopologyTest {

  private static final String URN = "urn:dp:orders:created";
  private static final String TOPIC = "raw.orders.events";

  @TempDir private Path stateDir;

  private static String contract(String severity, String scope) {
    return """
    apiVersion: odcs/v1
    kind: DataContract
    metadata: {name: orders.created, version: "3", owner: orders-team, tier: 1}
    spec:
      dataset: {urn: "%s", topic: %s}
      fields:
        required:
          - {name: order_id, type: string}
          - {name: event_time, type: timestamp}
      quality:
        rules:
          - {name: once, unique: [order_id], within: 10m, severity: %s, scope: %s}
      slos:
        compliance: {minRate: 0.95, windowMinutes: 5}
        quality: {minRate: 0.95, windowMinutes: 5}
    """
        .formatted(URN, TOPIC, severity, scope);
  }

  private static void order(TopologyHarness harness, String id) {
    harness.raw(
        TOPIC,
        "{\"order_id\":\"" + id + "\",\"event_time\":\"" + harness.now() + "\"}",
        "x-obs-producer-service",
        "orders-svc",
        "x-obs-producer-version",
        "v3.18");
  }

  private static List<String> outcomes(TopologyHarness harness) {
    return harness.evidence().stream().map(e -> e.at("/outcome").asText()).toList();
  }

  @Test
  void aRepeatInThePartitionFailsItsRuleInItsOwnEvidence() {
    try (TopologyHarness harness = new TopologyHarness(stateDir)) {
      // given
      harness.contract(URN, contract("fail", "partition"));
      order(harness, "o-1");
      order(harness, "o-2");
      // when
      order(harness, "o-1");
      // then
      List<JsonNode> evidence = harness.evidence();
      assertThat(evidence)
          .extracting(e -> e.at("/outcome").asText())
          .containsExactly("PASS", "PASS", "FAIL");
      JsonNode violation = evidence.get(2).at("/gates/4/violations/0");
      assertThat(violation.at("/code").asText()).isEqualTo("DUPLICATE");
      assertThat(violation.at("/rule").asText()).isEqualTo("once");
      assertThat(violation.toString()).doesNotContain("o-1");
      assertThat(
              PublishedSchema.named("evidence")
                  .errors(evidence.get(2).toString().getBytes(StandardCharsets.UTF_8)))
          .isEmpty();
    }
  }

  @Test
  void aRuleThatWarnsWarns() {
    try (TopologyHarness harness = new TopologyHarness(stateDir)) {
      // given
      harness.contract(URN, contract("warn", "partition"));
      order(harness, "o-1");
      // when
      order(harness, "o-1");
      // then
      assertThat(outcomes(harness)).containsExactly("PASS", "WARN");
    }
  }

  @Test
  void aKeyMayComeAgainWhenItsTimeIsOver() {
    try (TopologyHarness harness = new TopologyHarness(stateDir)) {
      // given
      harness.contract(URN, contract("fail", "partition"));
      order(harness, "o-1");
      harness.advance(Duration.ofMinutes(9));
      order(harness, "o-2");
      harness.advance(Duration.ofMinutes(1));
      // when
      order(harness, "o-1");
      order(harness, "o-2");
      // then
      assertThat(outcomes(harness)).containsExactly("PASS", "PASS", "PASS", "FAIL");
    }
  }

  @Test
  void duplicatesInAPartitionBreachQualityAndComplianceAndAreTold() {
    try (TopologyHarness harness = new TopologyHarness(stateDir)) {
      // given
      harness.contract(URN, contract("fail", "partition"));
      // when
      for (int i = 0; i < 60; i++) {
        order(harness, "o-" + i % 10);
        harness.advance(Duration.ofSeconds(1));
      }
      // then
      assertThat(harness.breaches())
          .filteredOn(breach -> breach.status() == Breach.Status.OPEN)
          .extracting(breach -> breach.key().signal().label())
          .containsExactlyInAnyOrder("compliance", "quality");
      assertThat(harness.state(URN + "|quality").state()).isEqualTo(State.CRITICAL);
    }
  }

  @Test
  void duplicatesInTheDatasetCountInQualityAndNotInEvidenceNorCompliance() {
    try (TopologyHarness harness = new TopologyHarness(stateDir)) {
      // given
      harness.contract(URN, contract("fail", "dataset"));
      // when
      for (int i = 0; i < 60; i++) {
        order(harness, "o-" + i % 30);
        harness.advance(Duration.ofSeconds(1));
      }
      // A state is said again within a minute.
      harness.advance(Duration.ofSeconds(65));
      // then
      assertThat(outcomes(harness)).hasSize(60).containsOnly("PASS");
      SignalState quality = harness.state(URN + "|quality");
      assertThat(quality.details())
          .containsEntry("rule_evaluations", 60L)
          .containsEntry("rule_passes", 30L)
          .extractingByKey("rules")
          .hasToString("{once={evaluated=60, failed=30, rate=0.5}}");
      assertThat(quality.state()).isEqualTo(State.CRITICAL);
      SignalState compliance = harness.state(URN + "|compliance");
      assertThat(compliance.details()).containsEntry("events", 60L).containsEntry("failed", 0L);
      List<Breach> breaches = harness.breaches();
      assertThat(breaches).extracting(b -> b.key().text()).containsOnly(URN + "|quality");
      Cause cause = breaches.get(breaches.size() - 1).causes().get(0);
      assertThat(cause.key().service()).isEqualTo("orders-svc");
      assertThat(cause.key().code()).isEqualTo("DUPLICATE");
      assertThat(cause.key().rule()).isEqualTo("once");
      assertThat(cause.sample().topic()).isEqualTo(TOPIC);
      assertThat(cause.sample().offset()).isEqualTo(30);
      assertThat(breaches.get(breaches.size() - 1).summary())
          .contains("orders-svc v3.18 breaks rule once with duplicates");
    }
  }

  @Test
  void theTaskThatComparesKeysIsNoRawPartitionThatIsWaitedFor() {
    try (TopologyHarness harness = new TopologyHarness(stateDir)) {
      // given
      harness.contract(URN, contract("fail", "dataset"));
      IntStream.range(0, 30).forEach(i -> order(harness, "o-" + i));
      harness.advance(Duration.ofSeconds(5));
      // when
      harness.retire(URN);
      harness.advance(Duration.ofSeconds(70));
      // then
      assertThat(harness.state(URN + "|volume").reason()).doesNotContain("behind");
    }
  }

  /** What the topology says of a history is what a loop over the list of its records says. */
  @Property(tries = 15)
  void theTopologyFindsTheDuplicatesOfThePlainModel(@ForAll("histories") List<Step> history)
      throws IOException {
    Path state = Files.createTempDirectory("uniqueness");
    try (TopologyHarness harness = new TopologyHarness(state)) {
      harness.contract(URN, contract("fail", "partition"));
      List<String> expected = new ArrayList<>();
      List<Step> past = new ArrayList<>();
      List<Instant> arrivals = new ArrayList<>();
      for (Step step : history) {
        harness.advance(Duration.ofSeconds(step.afterSeconds()));
        boolean repeat = false;
        for (int j = 0; j < past.size(); j++) {
          repeat |=
              past.get(j).key() == step.key()
                  && arrivals.get(j).isAfter(harness.now().minus(Duration.ofMinutes(10)));
        }
        expected.add(repeat ? "FAIL" : "PASS");
        past.add(step);
        arrivals.add(harness.now());
        order(harness, "o-" + step.key());
      }

      assertThat(outcomes(harness)).isEqualTo(expected);
    } finally {
      Utils.delete(state.toFile());
    }
  }

  record Step(int afterSeconds, int key) {}

  @Provide
  static Arbitrary<List<Step>> histories() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 250), Arbitraries.integers().between(0, 4))
        .as(Step::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(15);
  }
}
