package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.deployment.Deployment;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.testkit.PublishedSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What deployments do to Evidence and breaches, on the real topology with a driven clock. */
class DeploymentTopologyTest {

  private static final String URN = "urn:dp:orders:created";
  private static final String TOPIC = "raw.orders.events";
  private static final String CONTRACT =
      """
      apiVersion: odcs/v1
      kind: DataContract
      metadata: {name: orders.created, version: "3", owner: orders-team, tier: 1}
      spec:
        dataset: {urn: "urn:dp:orders:created", topic: raw.orders.events}
        fields:
          required:
            - {name: customer_id, type: string}
            - {name: event_time, type: timestamp}
        slos:
          freshness: {maxDelaySeconds: 120}
          compliance: {minRate: 0.95}
      """;

  @TempDir private Path stateDir;
  private TopologyHarness harness;

  @BeforeEach
  void start() {
    harness = new TopologyHarness(stateDir);
    harness.contract(URN, CONTRACT);
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private static Deployment deployment(String version, Instant at) {
    return new Deployment(
        "orders-svc", version, "4bf92f3577b3", "default", at, "https://ci.example.org/runs/7");
  }

  private void order(boolean withCustomer, String... moreHeaders) {
    String[] headers = new String[moreHeaders.length + 2];
    headers[0] = "x-obs-producer-service";
    headers[1] = "orders-svc";
    System.arraycopy(moreHeaders, 0, headers, 2, moreHeaders.length);
    harness.raw(
        TOPIC,
        "{"
            + (withCustomer ? "\"customer_id\":\"c-1\"," : "")
            + "\"event_time\":\""
            + harness.now()
            + "\"}",
        headers);
  }

  private void traffic(Duration duration, boolean withCustomer) {
    for (long i = 0; i < duration.toSeconds(); i++) {
      order(withCustomer);
      harness.advance(Duration.ofSeconds(1));
    }
  }

  private Breach opened() {
    List<Breach> breaches = harness.breaches();
    assertThat(breaches).hasSize(1);
    return breaches.get(0);
  }

  @Test
  void aRecordThatNamesNoVersionHasThatOfTheDeploymentBefore() {
    // given
    order(true);
    harness.advance(Duration.ofSeconds(10));
    harness.deployment(deployment("v3.18", harness.now()));
    harness.advance(Duration.ofSeconds(10));
    // when
    order(true);
    order(true, "x-obs-producer-version", "v3.17-canary");
    // then
    List<JsonNode> evidence = harness.evidence();
    assertThat(evidence)
        .extracting(each -> each.at("/producer/version").asText("none"))
        .containsExactly("none", "v3.18", "v3.17-canary");
    assertThat(evidence)
        .extracting(each -> each.at("/producer/confidence").asText())
        .containsOnly("HIGH");
  }

  @Test
  void aBreachThatBeginsAfterADeploymentNamesIt() {
    // given
    traffic(Duration.ofMinutes(10), true);
    Instant deployedAt = harness.now();
    harness.deployment(deployment("v3.18", deployedAt));
    // when
    traffic(Duration.ofMinutes(1), false);
    // then
    Breach breach = opened();
    assertThat(breach.summary())
        .contains(
            ": orders-svc v3.18 leaves out customer_id since the deployment of orders-svc v3.18 at"
                + " 12:10:00");
    assertThat(breach.deployment()).isEqualTo(deployment("v3.18", deployedAt));
    assertThat(PublishedSchema.named("breach").errors(SignalJson.write(breach))).isEmpty();
  }

  @Test
  void aBreachLongAfterADeploymentDoesNotNameIt() {
    // given
    harness.deployment(deployment("v3.18", harness.now()));
    traffic(Duration.ofMinutes(20), true);
    // when
    traffic(Duration.ofMinutes(1), false);
    // then
    assertThat(opened().deployment()).isNull();
  }

  @Test
  void aFeedThatStopsWithADeploymentOfItsServiceNamesIt() {
    // given
    traffic(Duration.ofMinutes(5), true);
    harness.deployment(deployment("v3.18", harness.now()));
    // when
    harness.advance(Duration.ofMinutes(3));
    // then
    assertThat(opened())
        .satisfies(
            breach -> {
              assertThat(breach.summary())
                  .contains("allowed, since the deployment of ")
                  .contains("orders-svc v3.18 at 12:05:00 UTC");
              assertThat(breach.deployment()).isNotNull();
            });
  }

  @Test
  void aResolvedBreachStillNamesItsDeployment() {
    // given
    traffic(Duration.ofMinutes(10), true);
    harness.deployment(deployment("v3.18", harness.now()));
    traffic(Duration.ofMinutes(1), false);
    assertThat(opened().deployment()).isNotNull();
    // when
    traffic(Duration.ofMinutes(75), true);
    // then
    assertThat(harness.breaches())
        .filteredOn(breach -> breach.status() == Breach.Status.RESOLVED)
        .singleElement()
        .satisfies(breach -> assertThat(breach.deployment()).isNotNull());
  }
}
