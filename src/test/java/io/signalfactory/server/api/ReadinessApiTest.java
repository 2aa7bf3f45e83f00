package io.signalfactory.server.api;

import static io.signalfactory.query.Samples.NOW;
import static io.signalfactory.query.Samples.ORDERS;
import static io.signalfactory.query.Samples.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.checklist.Readers;
import io.signalfactory.query.Samples;
import io.signalfactory.query.ScriptedStores;
import io.signalfactory.readiness.DatasetReadiness;
import io.signalfactory.server.ServerFixture;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import io.signalfactory.tally.Sender;
import io.signalfactory.tally.SenderCounts;
import io.signalfactory.tally.Senders;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadinessApiTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  private static final long MINUTE = NOW.getEpochSecond() / 60;

  private static ScriptedStores stores() {
    return SERVER.instance.stores;
  }

  private static DatasetReadiness sentBy(Sender... senders) {
    return new DatasetReadiness(MINUTE - 59, MINUTE + 1, true, true, Senders.of(List.of(senders)));
  }

  /** Orders come from two services, payments from one of them and from nobody knows whom. */
  private static void twoDatasets() {
    stores().putContract(ORDERS, Samples.contract(ORDERS, "orders-team", 1));
    stores().put(Samples.state(PAYMENTS, Signal.FRESHNESS, null, State.OK));
    stores()
        .readiness
        .put(
            ORDERS,
            sentBy(
                new Sender("orders-svc", new SenderCounts(90, 9, 90, 0, 90, 90, 90, 90, 90, 90)),
                new Sender("import", new SenderCounts(10, 0, 0, 10, 10, 0, 10, 10, 10, 10))));
    stores()
        .readiness
        .put(
            PAYMENTS,
            sentBy(
                new Sender(null, new SenderCounts(5, 0, 0, 0, 5, 0, 0, 0, 0, 0)),
                new Sender("orders-svc", new SenderCounts(10, 1, 10, 0, 10, 10, 0, 0, 0, 0))));
    stores()
        .readiness
        .putVersion(ORDERS, "orders-svc", "v1", 1_768_390_000_000L, 1_768_391_000_000L);
    stores()
        .readiness
        .putVersion(ORDERS, "orders-svc", "v2", 1_768_391_000_000L, 1_768_392_000_000L);
    stores()
        .readiness
        .putVersion(PAYMENTS, "orders-svc", "v2", 1_768_390_500_000L, 1_768_391_500_000L);
  }

  private static JsonNode items(String path) {
    return SERVER.json(path).path("items");
  }

  @Test
  void scoresEveryDatasetByDomainAndSaysWhatIsMissing() {
    // given
    twoDatasets();

    // when
    JsonNode items = items("/api/v1/readiness");

    // then
    assertThat(items.findValuesAsText("dataset_urn")).containsExactly(ORDERS, PAYMENTS);
    JsonNode orders = items.get(0);
    assertThat(orders.path("owner").asText()).isEqualTo("orders-team");
    assertThat(orders.path("score").asInt()).isEqualTo(97);
    assertThat(orders.path("domains"))
        .hasToString(
            "{\"identity\":95,\"time\":100,\"contract\":100,\"quality\":100,\"volume\":100,"
                + "\"trace\":90}");
    assertThat(orders.at("/missing/0/text").asText())
        .isEqualTo("10 of 100 records do not name the service that sent them");
    assertThat(orders.at("/window/end").asText()).isEqualTo("2026-01-14T12:35:00.000Z");
    assertThat(orders.at("/services/0/service").asText()).isEqualTo("import");
  }

  @Test
  void aDatasetWithoutRecordsHasNoScore() {
    // given
    stores().putContract(ORDERS, Samples.contract(ORDERS, "orders-team", 1));

    // when
    JsonNode orders = items("/api/v1/readiness").get(0);

    // then
    assertThat(orders.path("score").isNull()).isTrue();
    assertThat(orders.path("domains").isNull()).isTrue();
    assertThat(orders.path("window").isNull()).isTrue();
  }

  @Test
  void canBeAskedForOneDatasetAndForOneService() {
    // given
    twoDatasets();

    // when
    JsonNode ofService = items("/api/v1/readiness?service=orders-svc");

    // then
    assertThat(ofService.findValuesAsText("dataset_urn")).containsExactly(ORDERS, PAYMENTS);
    assertThat(ofService.at("/0/score").asInt()).isEqualTo(100);
    assertThat(items("/api/v1/readiness?service=import").findValuesAsText("dataset_urn"))
        .containsExactly(ORDERS);
    assertThat(items("/api/v1/readiness?dataset=" + PAYMENTS).findValuesAsText("dataset_urn"))
        .containsExactly(PAYMENTS);
    assertThat(items("/api/v1/readiness?service=import&dataset=" + PAYMENTS)).isEmpty();
  }

  @Test
  void aServiceHasOneEntryThoughItSendsToDatasetsOfSeveralPartitions() {
    // given
    twoDatasets();

    // when
    JsonNode items = items("/api/v1/services");

    // then
    assertThat(items).hasSize(3);
    assertThat(items.at("/0/service").isNull()).isTrue();
    assertThat(items.at("/0/named_by")).hasToString("{\"header\":0,\"mapping\":0,\"nothing\":5}");
    assertThat(items.at("/1/service").asText()).isEqualTo("import");
    assertThat(items.at("/1/named_by/mapping").asInt()).isEqualTo(10);
    JsonNode orders = items.get(2);
    assertThat(orders.path("service").asText()).isEqualTo("orders-svc");
    assertThat(orders.path("records").asInt()).isEqualTo(100);
    assertThat(orders.path("pass_rate").asDouble()).isEqualTo(0.9);
    assertThat(orders.path("datasets").findValuesAsText("dataset_urn"))
        .containsExactly(ORDERS, PAYMENTS);
    assertThat(orders.path("datasets_total").asInt()).isEqualTo(2);
    assertThat(orders.path("versions").findValuesAsText("version")).containsExactly("v2", "v1");
    assertThat(orders.at("/versions/0/first_seen").asText()).isEqualTo("2026-01-14T11:35:00.000Z");
  }

  @Test
  void servicesComeInPages() {
    // given
    twoDatasets();

    // when
    JsonNode first = SERVER.json("/api/v1/services?limit=2");

    // then
    assertThat(first.path("items")).hasSize(2);
    JsonNode second =
        SERVER.json("/api/v1/services?limit=2&cursor=" + first.path("next_cursor").asText());
    assertThat(second.path("items").findValuesAsText("service")).containsExactly("orders-svc");
    assertThat(second.path("next_cursor").isNull()).isTrue();
  }

  @Test
  void partsOfAServiceComeToTheSameInAnyOrder() {
    // given
    twoDatasets();
    byte[] service = items("/api/v1/services").get(2).toString().getBytes(StandardCharsets.UTF_8);
    byte[] other =
        items("/api/v1/services")
            .get(2)
            .toString()
            .replace("urn:dp:", "urn:dq:")
            .getBytes(StandardCharsets.UTF_8);

    // when
    byte[] combined = ServiceJson.combined(service, other);

    // then
    assertThat(combined).isEqualTo(ServiceJson.combined(other, service));
    assertThat(combined).asString().contains("\"datasets_total\":4").contains("\"records\":200");
  }

  private static JsonNode check(JsonNode checklist, String id) {
    for (JsonNode check : checklist.path("checks")) {
      if (check.path("check").asText().equals(id)) {
        return check;
      }
    }
    throw new AssertionError(id + " is not among " + checklist);
  }

  @Test
  void checksADatasetByWhatIsStoredAndWhatFlows() {
    // given
    twoDatasets();
    SERVER.evidence.add(ORDERS, NOW.minusSeconds(5), "PASS", 1);
    SERVER.readers = new Readers(List.of("on-call"), null);

    // when
    JsonNode checklist = SERVER.json("/api/v1/readiness/" + ORDERS);

    // then
    assertThat(checklist.path("ready").asBoolean()).isFalse();
    assertThat(checklist.path("checks")).hasSize(10);
    assertThat(check(checklist, "producer_header").path("saw").asText())
        .isEqualTo(
            "import: 0 of 10 records (0.0 %), the contract or the configuration names it for 10;"
                + " orders-svc: 90 of 90 records (100.0 %) name their service in a header");
    assertThat(check(checklist, "event_time").path("passed").asBoolean()).isTrue();
    assertThat(check(checklist, "trace_context").path("to_do").asText()).startsWith("let import");
    assertThat(check(checklist, "evidence").path("saw").asText()).contains("raw.a-0 5 s ago");
    assertThat(check(checklist, "signal_volume").path("saw").asText())
        .isEqualTo("not computed yet");
    assertThat(check(checklist, "breach_reader").path("saw").asText())
        .isEqualTo("consumer group on-call");
  }

  @Test
  void anOpenStreamOfBreachesIsSomebodyWhomABreachReaches() throws Exception {
    // given
    twoDatasets();
    HttpResponse<InputStream> stream =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + SERVER.port() + "/api/v1/breaches/stream"))
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());

    // when
    JsonNode checklist = SERVER.json("/api/v1/readiness/" + ORDERS);

    // then
    stream.body().close();
    assertThat(check(checklist, "breach_reader").path("saw").asText())
        .startsWith("streams that are open at this instance:");
  }

  @Test
  void nothingIsCheckedOfADatasetThatNobodyKnows() {
    assertThat(SERVER.get("/api/v1/readiness/urn:dp:no:such").statusCode()).isEqualTo(404);
  }
}
