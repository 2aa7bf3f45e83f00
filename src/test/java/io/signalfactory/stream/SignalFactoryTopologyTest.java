package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.signal.Breach;
import io.signalfactory.signal.DatasetSignals;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flow as a whole, on the real topology with a driven clock. */
class SignalFactoryTopologyTest {

  private static final String URN = "urn:dp:orders:created";
  private static final String TOPIC = "raw.orders.events";
  private static final String CONTRACT =
      """
      apiVersion: odcs/v1
      kind: DataContract
      metadata: {name: orders.created, version: "3", owner: orders-team, tier: 1}
      spec:
        dataset:
          urn: "urn:dp:orders:created"
          topic: raw.orders.events
          producer: orders-svc
        fields:
          required:
            - {name: order_id, type: string}
            - {name: customer_id, type: string}
            - {name: event_time, type: timestamp}
        slos:
          freshness: {maxDelaySeconds: 120, warningDelaySeconds: 60}
          consumerSlos:
            - {consumer: exec-dashboard, maxDelaySeconds: 90}
          volume: {minEventsPerHour: 60, maxEventsPerHour: 6000}
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

  private void order(String version, boolean withCustomer) {
    harness.raw(
        TOPIC,
        "{\"order_id\":\"o-1\","
            + (withCustomer ? "\"customer_id\":\"c-1\"," : "")
            + "\"event_time\":\""
            + harness.now()
            + "\"}",
        "x-obs-producer-service",
        "orders-svc",
        "x-obs-producer-version",
        version);
  }

  private void traffic(Duration duration, String version, boolean withCustomer) {
    for (long i = 0; i < duration.toSeconds(); i++) {
      order(version, withCustomer);
      harness.advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void everyRecordBecomesOneEvidenceInItsOrder() {
    // given
    for (int i = 0; i < 3; i++) {
      order("v3.17", i != 1);
    }
    // when
    var evidence = harness.evidence();
    // then
    assertThat(evidence).extracting(e -> e.at("/source/offset").asInt()).containsExactly(0, 1, 2);
    assertThat(evidence)
        .extracting(e -> e.at("/outcome").asText())
        .containsExactly("PASS", "FAIL", "PASS");
    assertThat(evidence.get(1).at("/gates/3/violations/0/code").asText())
        .isEqualTo("MISSING_REQUIRED_FIELD");
  }

  @Test
  void theFirstOfTheConfiguredHeadersNamesTheProducer() {
    // given
    String event = "{\"order_id\":\"o-1\",\"customer_id\":\"c-1\"}";
    harness.raw(TOPIC, event, "producer-service", "of-old", "producer-version", "v1");
    harness.raw(
        TOPIC, event, "producer-service", "of-old", "x-obs-producer-service", "renamed-svc");

    // when
    var evidence = harness.evidence();

    // then
    assertThat(evidence)
        .extracting(e -> e.at("/producer/service").asText())
        .containsExactly("of-old", "renamed-svc");
    assertThat(evidence)
        .extracting(e -> e.at("/producer/confidence").asText())
        .containsOnly("HIGH");
  }

  @Test
  void aDeployThatBreaksEveryRecordIsReportedWithItsCauseWithinAMinuteAndResolves() {
    // given
    traffic(Duration.ofMinutes(10), "v3.17", true);
    assertThat(harness.breaches()).isEmpty();
    Instant brokenAt = harness.now();
    // when
    traffic(Duration.ofMinutes(1), "v3.18", false);
    // then
    List<Breach> opened = harness.breaches();
    assertThat(opened)
        .singleElement()
        .satisfies(
            breach -> {
              assertThat(breach.status()).isEqualTo(Breach.Status.OPEN);
              assertThat(breach.key().text()).isEqualTo(URN + "|compliance");
              assertThat(breach.detectedAt()).isBefore(brokenAt.plusSeconds(60));
              assertThat(breach.causes().get(0).key().service()).isEqualTo("orders-svc");
              assertThat(breach.causes().get(0).key().version()).isEqualTo("v3.18");
              assertThat(breach.causes().get(0).key().field()).isEqualTo("customer_id");
              assertThat(breach.causes().get(0).firstSeen()).isEqualTo(brokenAt);
              assertThat(breach.summary())
                  .endsWith(
                      "orders-svc v3.18 leaves out customer_id since v3.18 appeared at 12:10:00 UTC");
            });
    traffic(Duration.ofMinutes(70), "v3.19", true);
    assertThat(harness.breaches())
        .filteredOn(breach -> breach.status() == Breach.Status.RESOLVED)
        .extracting(Breach::breachId)
        .containsExactly(opened.get(0).breachId());
  }

  @Test
  void theQualitySignalTellsTheRateOfEachRuleAndDimension() {
    // given
    String id = "{name: id_not_empty, dimension: completeness, expression: LENGTH(order_id) > 0}";
    harness.contract(
        URN,
        withRules(
            id, "{name: customer_is_one, dimension: validity, expression: customer_id = 'c-1'}"));
    traffic(Duration.ofSeconds(30), "v3.17", true);

    // when the second rule is the first one in the next version
    harness.contract(
        URN,
        withRules(
            "{name: customer_is_two, dimension: validity, expression: customer_id = 'c-2'}", id));
    traffic(Duration.ofSeconds(90), "v3.17", true);
    harness.advance(DatasetSignals.PUBLISH_AT_LEAST_EVERY);

    // then
    Map<String, Object> details = harness.state(URN + "|quality").details();
    Map<String, Object> all = Map.of("evaluated", 120L, "failed", 0L, "rate", 1.0);
    Map<String, Object> first = Map.of("evaluated", 30L, "failed", 0L, "rate", 1.0);
    Map<String, Object> second = Map.of("evaluated", 90L, "failed", 90L, "rate", 0.0);
    assertThat(details.get("rules"))
        .isEqualTo(
            Map.of("id_not_empty", all, "customer_is_one", first, "customer_is_two", second));
    assertThat(details.get("dimensions"))
        .isEqualTo(Map.of("completeness", all, "validity", second));
  }

  private static String withRules(String... rules) {
    return CONTRACT.replace(
        "  slos:",
        "  quality:\n    rules:\n      - " + String.join("\n      - ", rules) + "\n  slos:");
  }

  private void orderOf(Instant eventTime) {
    harness.raw(
        TOPIC,
        "{\"order_id\":\"o-1\",\"customer_id\":\"c-1\",\"event_time\":\"" + eventTime + "\"}",
        "x-obs-producer-service",
        "orders-svc");
  }

  @Test
  void theFreshnessSignalTellsHowLateEventsOfTheLastHourCame() {
    // given
    traffic(Duration.ofMinutes(2), "v3.17", true);

    // when
    orderOf(harness.now().minus(Duration.ofMinutes(10)));
    orderOf(harness.now().minus(Duration.ofHours(10)));
    harness.advance(DatasetSignals.PUBLISH_AT_LEAST_EVERY);

    // then
    Map<String, Object> details = harness.state(URN + "|freshness").details();
    assertThat(details)
        .containsEntry("late_events", 2L)
        .containsEntry("lateness_seconds", Map.of("p50", 592L, "p95", 35_840L, "p99", 35_840L))
        .containsEntry("lag_seconds", Map.of("p50", 0L, "p95", 0L, "p99", 592L));
    assertThat(
            harness
                .registry()
                .get("signal_factory_freshness_lag_seconds")
                .tags("dataset", URN, "quantile", "0.99")
                .gauge()
                .value())
        .isEqualTo(592);
  }

  @Test
  void anHourIsJudgedWhenItsGraceIsOverAndAgainWhenLateEventsAmendIt() {
    // given one order a minute through the hour from 12:00, and a limit of 60 an hour
    for (int minute = 0; minute < 59; minute++) {
      order("v3.17", true);
      harness.advance(Duration.ofMinutes(1));
    }
    // when the hour ends, its grace of a minute ends, and one more order comes late
    harness.advance(Duration.ofSeconds(115));
    order("v3.17", true);
    harness.advance(Duration.ofSeconds(3));
    var inItsGrace = harness.state(URN + "|volume").details();
    harness.advance(Duration.ofSeconds(62));
    var closed = harness.state(URN + "|volume").details();
    orderOf(TopologyHarness.START.plus(Duration.ofMinutes(59)));
    harness.advance(Duration.ofSeconds(62));
    var amended = harness.state(URN + "|volume").details();
    // then
    assertThat(inItsGrace).doesNotContainKey("last_hour");
    assertThat(closed.get("last_hour"))
        .hasToString("{events=59, start=2026-03-02T12:00:00.000Z, state=CRITICAL}");
    assertThat(amended.get("last_hour"))
        .hasToString("{events=60, start=2026-03-02T12:00:00.000Z, state=OK}");
  }

  @Test
  void aBreachOfTooFewEventsThatLateEventsDisproveResolvesAsLateData() {
    // given enough for an hour, then ten minutes of which nothing arrives, then traffic again
    traffic(Duration.ofMinutes(70), "v3.17", true);
    Instant stopped = harness.now();
    harness.advance(Duration.ofMinutes(62));
    assertThat(volumeBreaches()).extracting(Breach::status).containsExactly(Breach.Status.OPEN);
    // when what was held up arrives, and traffic goes on
    for (int minute = 0; minute < 62; minute++) {
      orderOf(stopped.plus(Duration.ofMinutes(minute)));
    }
    traffic(Duration.ofMinutes(6), "v3.17", true);
    // then
    assertThat(volumeBreaches())
        .singleElement()
        .satisfies(
            breach -> {
              assertThat(breach.status()).isEqualTo(Breach.Status.RESOLVED);
              assertThat(breach.summary()).contains("late data");
            });
  }

  @Test
  void aBreachOfTooFewEventsThatEndsAsTrafficReturnsIsNotCalledLateData() {
    // given
    traffic(Duration.ofMinutes(70), "v3.17", true);
    harness.advance(Duration.ofMinutes(62));
    assertThat(volumeBreaches()).extracting(Breach::status).containsExactly(Breach.Status.OPEN);
    // when
    traffic(Duration.ofMinutes(10), "v3.17", true);
    // then
    assertThat(volumeBreaches())
        .singleElement()
        .satisfies(
            breach -> {
              assertThat(breach.status()).isEqualTo(Breach.Status.RESOLVED);
              assertThat(breach.summary()).doesNotContain("late data");
            });
  }

  @Test
  void aFeedWhoseEveryEventComesALittleTooLateIsOneBreach() {
    // given an event every 125 s where 120 s are allowed
    for (int i = 0; i < 20; i++) {
      order("v3.17", true);
      harness.advance(Duration.ofSeconds(125));
    }
    // when it comes in time again
    traffic(Duration.ofMinutes(5), "v3.17", true);
    // then
    assertThat(harness.breaches())
        .filteredOn(breach -> breach.key().text().equals(URN + "|freshness"))
        .filteredOn(breach -> breach.status() != Breach.Status.UPDATED)
        .extracting(Breach::status)
        .containsExactly(Breach.Status.OPEN, Breach.Status.RESOLVED);
  }

  private List<Breach> volumeBreaches() {
    return harness.breaches().stream()
        .filter(breach -> breach.key().signal() == Signal.VOLUME)
        .toList();
  }

  @Test
  void silenceTurnsFreshnessCriticalWhileNothingArrives() {
    // given
    traffic(Duration.ofMinutes(2), "v3.17", true);
    Instant last = harness.now().minusSeconds(1);
    // when
    harness.advance(Duration.between(harness.now(), last.plusSeconds(122)));
    // then
    assertThat(harness.state(URN + "|freshness").state()).isEqualTo(State.CRITICAL);
    assertThat(harness.state(URN + "|freshness|exec-dashboard").state()).isEqualTo(State.CRITICAL);
    assertThat(harness.breaches())
        .filteredOn(b -> b.key().consumer() == null && b.severity() == State.CRITICAL)
        .isNotEmpty();
  }

  @Test
  void aDatasetThatNeverSentAnythingIsJudgedToo() {
    // given a contract and no record at all
    // when
    harness.advance(Duration.ofMinutes(3));
    // then
    assertThat(harness.state(URN + "|freshness").state()).isEqualTo(State.CRITICAL);
    assertThat(harness.breaches())
        .extracting(b -> b.key().text())
        .contains(URN + "|freshness", URN + "|freshness|exec-dashboard");
  }

  @Test
  void aRetiredContractResolvesItsBreachesAndClearsItsStates() {
    // given
    harness.advance(Duration.ofMinutes(3));
    assertThat(harness.breaches()).isNotEmpty();
    // when
    harness.retire(URN);
    harness.advance(Duration.ofSeconds(2));
    // then
    assertThat(harness.breaches()).isNotEmpty().allMatch(b -> b.status() == Breach.Status.RESOLVED);
    assertThat(harness.state(URN + "|freshness")).isNull();
  }

  @Test
  void aWrongContractOnTheTopicLeavesTheOneInForce() {
    // given
    order("v3.17", false);
    // when
    harness.contract(URN, CONTRACT.replace("required:", "requird:"));
    order("v3.17", false);
    // then
    assertThat(harness.evidence())
        .extracting(e -> e.at("/outcome").asText())
        .containsExactly("FAIL", "FAIL");
  }

  @Test
  void aNewContractVersionTakesEffectOnTheNextRecord() {
    // given
    order("v3.17", false);
    // when
    harness.contract(
        URN,
        CONTRACT
            .replace("version: \"3\"", "version: \"4\"")
            .replace("- {name: customer_id, type: string}", ""));
    order("v3.17", false);
    // then
    assertThat(harness.evidence())
        .extracting(e -> e.at("/outcome").asText() + e.at("/contract/version").asText())
        .containsExactly("FAIL3", "PASS4");
  }

  @Test
  void aTopicWithoutContractStillYieldsEvidenceOfAnInferredDataset() {
    // given
    harness.raw("raw.clicks.web", "\u0000\u0001 not JSON");
    // when
    var evidence = harness.evidence();
    // then
    assertThat(evidence).hasSize(1);
    assertThat(evidence.get(0).at("/dataset_urn").asText()).isEqualTo("urn:dp:clicks:web");
    assertThat(evidence.get(0).at("/gates/3/outcome").asText()).isEqualTo("SKIP");
  }

  @Test
  void aContractThatLooksFurtherBackFindsTheMinutesThatWereCountedBeforeIt() {
    // given traffic all day, judged by the hour
    traffic(Duration.ofMinutes(200), "v3.17", true);
    harness.breaches();
    // when it is judged by three hours, of which all but the last two were no longer at hand
    harness.contract(
        URN,
        CONTRACT
            .replace("version: \"3\"", "version: \"4\"")
            .replace("maxEventsPerHour: 6000", "maxEventsPerHour: 6000, windowMinutes: 180")
            .replace("minEventsPerHour: 60,", "minEventsPerHour: 3500,"));
    traffic(Duration.ofMinutes(2), "v3.17", true);
    // then
    assertThat(harness.state(URN + "|volume").state()).isEqualTo(State.OK);
    assertThat(harness.state(URN + "|volume").observed().value()).isGreaterThan(10_500);
  }
}
