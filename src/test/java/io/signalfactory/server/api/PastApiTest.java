package io.signalfactory.server.api;

import static io.signalfactory.query.Samples.NOW;
import static io.signalfactory.query.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.deployment.Deployment;
import io.signalfactory.past.Counted;
import io.signalfactory.past.HourCount;
import io.signalfactory.past.Judged;
import io.signalfactory.past.RollupHour;
import io.signalfactory.past.Usual;
import io.signalfactory.past.WorstStates;
import io.signalfactory.query.Samples;
import io.signalfactory.query.ScriptedStores;
import io.signalfactory.server.ServerFixture;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import io.signalfactory.tally.CountedRule;
import io.signalfactory.tally.Counts;
import io.signalfactory.tally.RuleTotals;
import io.signalfactory.tally.ServiceVersion;
import io.signalfactory.tally.VersionHistory;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PastApiTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  private static final String HISTORY = "/api/v1/datasets/" + ORDERS + "/history";
  private static final long HOUR = NOW.getEpochSecond() / 3_600;

  private static final String CONTRACT =
      """
      apiVersion: odcs/v1
      kind: DataContract
      metadata: {name: orders.created, version: "3", owner: orders-team, tier: 1}
      spec:
        dataset: {urn: "urn:dp:orders:created", topic: raw.orders.events}
        fields:
          required: [{name: id, type: string}]
        slos:
          freshness: {maxDelaySeconds: 900, warningDelaySeconds: 600}
          consumerSlos: [{consumer: exec-dashboard, maxDelaySeconds: 300}]
          volume: {minEventsPerHour: 40}
          compliance: {minRate: 0.95}
      """;

  private static ScriptedStores stores() {
    return SERVER.instance.stores;
  }

  private static Instant startOf(long hour) {
    return Instant.ofEpochSecond(hour * 3_600);
  }

  private static RuleTotals rules(int rules, int failed) {
    List<CountedRule> all = new ArrayList<>();
    for (int i = 0; i < rules; i++) {
      all.add(new CountedRule(String.format(Locale.ROOT, "rule-%03d", i), 10, i == 2 ? failed : 0));
    }
    return RuleTotals.of(all);
  }

  @BeforeEach
  void given() {
    stores().putContract(ORDERS, CONTRACT);
    stores()
        .putObserved(ORDERS, new ObservedSpan(startOf(HOUR - 20).plusSeconds(900), startOf(HOUR)));
    stores()
        .past
        .putRollup(
            ORDERS,
            HOUR - 1,
            new RollupHour(
                new HourCount(
                    new Counted(new Counts(50, 5, 2, 30, 28), rules(3, 2)),
                    new Counts(7, 1, 0, 0, 0),
                    new Usual(48, 30, 60)),
                new Judged(
                    1_800,
                    955,
                    WorstStates.of(Signal.FRESHNESS, State.CRITICAL)
                        .and(WorstStates.of(Signal.VOLUME, State.OK)))));
    stores()
        .past
        .putMinute(ORDERS, HOUR * 60 + 3, new Counted(new Counts(9, 0, 0, 30, 30), rules(3, 0)));
  }

  private static JsonNode history(String query) {
    return SERVER.json(HISTORY + query);
  }

  @Test
  void hasAColumnForEachLineOfAChart() {
    // when
    JsonNode history = history("?from=2026-01-14T10:00:00Z");

    // then
    assertThat(history.path("windows").asInt()).isEqualTo(3);
    assertThat(history.path("step").asText()).isEqualTo("PT1H");
    assertThat(history.at("/volume/events")).hasToString("[0,50,9]");
    assertThat(history.at("/volume/late_events")).hasToString("[0,7,0]");
    assertThat(history.at("/compliance/failed")).hasToString("[0,5,0]");
    assertThat(history.at("/compliance/warned")).hasToString("[0,2,0]");
    assertThat(history.at("/compliance/late_failed")).hasToString("[0,1,0]");
    assertThat(history.at("/quality/evaluated")).hasToString("[0,30,30]");
    assertThat(history.at("/quality/passed")).hasToString("[0,28,30]");
    assertThat(history.at("/freshness/worst_staleness_seconds")).hasToString("[null,955,null]");
    assertThat(history.at("/states/freshness").asText()).isEqualTo(".C.");
    assertThat(history.at("/states/volume").asText()).isEqualTo(".O.");
    assertThat(history.at("/states/quality").asText()).isEqualTo("...");
    assertThat(history.at("/coverage/judged")).hasToString("[0.0,0.5,0.0]");
    assertThat(history.at("/coverage/counted")).hasToString("[1.0,1.0,0.0]");
  }

  @Test
  void hasTheRulesWorstFirst() {
    // when
    JsonNode rules = history("?from=2026-01-14T11:00:00Z").at("/quality/rules");

    // then
    assertThat(rules.findValuesAsText("name")).containsExactly("rule-002", "rule-000", "rule-001");
    assertThat(rules.at("/0/evaluated")).hasToString("[10,10]");
    assertThat(rules.at("/0/failed")).hasToString("[2,0]");
  }

  @Test
  void leavesRulesOutWhereThereAreTooManyAndSaysHowMany() {
    // given
    stores()
        .past
        .putMinute(
            ORDERS, HOUR * 60 + 4, new Counted(new Counts(9, 0, 0, 2_000, 1_999), rules(200, 1)));

    // when
    JsonNode quality =
        history("?step=1m&from=2026-01-12T13:00:00Z&to=2026-01-14T13:00:00Z").path("quality");

    // then
    assertThat(quality.path("rules")).hasSize(75_000 / 2_880);
    assertThat(quality.path("rules_left_out").asInt()).isEqualTo(200 - 75_000 / 2_880);
    assertThat(quality.at("/rules/0/name").asText()).isEqualTo("rule-002");
  }

  @Test
  void hasTheLimitsOfTheContractInForce() {
    // when
    JsonNode limits = history("").path("limits");

    // then
    assertThat(limits)
        .hasToString(
            "{\"contract_version\":\"3\",\"freshness\":{\"warning\":600.0,\"critical\":900.0,"
                + "\"consumers\":[{\"consumer\":\"exec-dashboard\",\"warning\":null,"
                + "\"critical\":300.0}]},\"volume\":{\"minimum_per_hour\":40,"
                + "\"maximum_per_hour\":null},\"compliance\":{\"minimum\":0.95},"
                + "\"quality\":{\"minimum\":null}}");
  }

  @Test
  void hasWhatWasUsual() {
    // when
    JsonNode usual = history("").at("/volume/usual");

    // then
    assertThat(usual)
        .hasToString(
            "[{\"start\":\"2026-01-14T11:00:00.000Z\",\"expected\":48,\"low\":30,\"high\":60}]");
  }

  @Test
  void marksTheVersionsDeploymentsAndBreachesOfTheSpan() {
    // given
    long noonMs = startOf(HOUR).toEpochMilli();
    ServiceVersion old = new ServiceVersion("orders-svc", "v3.17");
    ServiceVersion current = new ServiceVersion("orders-svc", "v3.18");
    stores()
        .past
        .putVersion(ORDERS, new VersionHistory.SeenVersion(old, noonMs - 90_000_000, noonMs - 1));
    stores().past.putVersion(ORDERS, new VersionHistory.SeenVersion(current, noonMs, noonMs + 9));
    stores().past.putDeployment(deployed("orders-svc", "v3.17", startOf(HOUR).minusSeconds(1)));
    stores().past.putDeployment(deployed("orders-svc", "v3.18", startOf(HOUR)));
    stores().past.putDeployment(deployed("billing-svc", "v9", startOf(HOUR)));
    stores()
        .put(
            Samples.breach("1A", ORDERS, Breach.Status.OPEN, NOW.minusSeconds(300)),
            Samples.breach("1B", ORDERS, Breach.Status.RESOLVED, NOW.minusSeconds(90_000)));

    // when
    JsonNode history = history("?from=2026-01-14T12:00:00Z");

    // then
    assertThat(history.path("versions").findValuesAsText("version")).containsExactly("v3.18");
    assertThat(history.path("breaches").findValuesAsText("breach_id"))
        .singleElement()
        .asString()
        .endsWith("1A");
    assertThat(history.path("deployments").findValuesAsText("version")).containsExactly("v3.18");
    assertThat(history.at("/deployments/0/url").asText()).isEqualTo("https://ci.example/42");
  }

  private static Deployment deployed(String service, String version, Instant at) {
    return new Deployment(service, version, null, version, at, "https://ci.example/42");
  }

  @Test
  void saysFromWhenOnItIsKnown() {
    // when
    JsonNode hourly = history("?from=2026-01-13T12:00:00Z");

    // then
    assertThat(hourly.path("counted_from").asText()).isEqualTo("2026-01-13T16:15:00.000Z");
    assertThat(hourly.path("judged_from").asText()).isEqualTo("2026-01-14T11:00:00.000Z");
    assertThat(hourly.at("/volume/events/3").isNull()).isTrue();
    assertThat(hourly.at("/coverage/counted/4").asDouble()).isEqualTo(0.75);
    assertThat(hourly.at("/volume/events/4").asLong()).isZero();
  }

  @Test
  void refusesMoreThanThreeThousandWindows() {
    // when
    HttpResponse<String> response =
        SERVER.get(HISTORY + "?step=1m&from=2026-01-10T00:00:00Z&to=2026-01-14T00:00:00Z");

    // then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("one answer has at most 3000");
  }

  @Test
  void answers404ForAnUnknownDataset() {
    assertThat(SERVER.get("/api/v1/datasets/urn:dp:no:such/history").statusCode()).isEqualTo(404);
  }
}
