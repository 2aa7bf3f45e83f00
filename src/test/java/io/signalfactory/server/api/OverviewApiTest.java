package io.signalfactory.server.api;

import static io.signalfactory.query.Samples.NOW;
import static io.signalfactory.query.Samples.ORDERS;
import static io.signalfactory.query.Samples.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.past.Strip;
import io.signalfactory.past.WorstStates;
import io.signalfactory.query.Samples;
import io.signalfactory.query.ScriptedStores;
import io.signalfactory.server.ServerFixture;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverviewApiTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  private static final long HOUR = NOW.getEpochSecond() / 3_600;
  private static final String SHIPPED = "urn:dp:orders:shipped";

  private static ScriptedStores stores() {
    return SERVER.instance.stores;
  }

  /** Orders are in breach, payments are well, of shipped orders there is no contract. */
  private static void threeDatasets() {
    stores().putContract(ORDERS, Samples.contract(ORDERS, "orders-team", 1));
    stores().putContract(PAYMENTS, Samples.contract(PAYMENTS, "payments-team", 2));
    stores()
        .put(
            Samples.state(ORDERS, Signal.FRESHNESS, null, State.OK),
            Samples.state(ORDERS, Signal.FRESHNESS, "exec-dashboard", State.WARNING),
            Samples.state(ORDERS, Signal.COMPLIANCE, null, State.CRITICAL),
            Samples.state(PAYMENTS, Signal.FRESHNESS, null, State.OK),
            Samples.state(SHIPPED, Signal.VOLUME, null, State.UNKNOWN));
    stores()
        .put(
            Samples.breach("1A", ORDERS, Breach.Status.OPEN, NOW.minusSeconds(300)),
            Samples.breach("1B", ORDERS, Breach.Status.UPDATED, NOW.minusSeconds(900)),
            Samples.breach("1C", ORDERS, Breach.Status.RESOLVED, NOW.minusSeconds(9_000)));
    stores()
        .past
        .putStrip(
            ORDERS,
            Strip.endingWith(HOUR - 2)
                .with(HOUR - 2, WorstStates.of(Signal.VOLUME, State.OK))
                .with(HOUR - 1, WorstStates.of(Signal.VOLUME, State.CRITICAL)));
  }

  private static JsonNode items(String query) {
    return SERVER.json("/api/v1/overview" + query).path("items");
  }

  private static List<String> urns(String query) {
    return items(query).findValuesAsText("dataset_urn");
  }

  @Test
  void hasOneRowPerDatasetWithItsStatesAndItsWorstBreach() {
    // given
    threeDatasets();

    // when
    JsonNode row = items("").get(0);

    // then
    assertThat(urns("")).containsExactly(ORDERS, SHIPPED, PAYMENTS);
    assertThat(row.path("owner").asText()).isEqualTo("orders-team");
    assertThat(row.path("tier").asInt()).isEqualTo(1);
    assertThat(row.path("state").asText()).isEqualTo("CRITICAL");
    assertThat(row.path("since").asText()).isEqualTo("2026-01-14T12:33:56.789Z");
    assertThat(row.path("signals"))
        .hasToString("{\"freshness\":\"WARNING\",\"compliance\":\"CRITICAL\"}");
    assertThat(row.path("open_breaches").asInt()).isEqualTo(2);
    assertThat(row.at("/breach/breach_id").asText()).endsWith("1B");
    assertThat(row.at("/breach/summary").asText()).startsWith("81.0 % of events passed");
  }

  @Test
  void theStripEndsWithTheRunningHour() {
    // given
    threeDatasets();

    // when
    JsonNode items = items("");

    // then
    assertThat(items.at("/0/strip").asText()).isEqualTo(".....................OC.");
    assertThat(items.at("/0/strip_end").asText()).isEqualTo("2026-01-14T13:00:00.000Z");
    assertThat(items.at("/1/strip").asText()).isEqualTo(".".repeat(24));
  }

  @Test
  void aDatasetWithoutContractHasNeitherOwnerNorTier() {
    // given
    threeDatasets();

    // when
    JsonNode row = items("").get(1);

    // then
    assertThat(row.path("owner").isNull()).isTrue();
    assertThat(row.path("tier").isNull()).isTrue();
    assertThat(row.path("breach").isNull()).isTrue();
    assertThat(row.path("state").asText()).isEqualTo("UNKNOWN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "owner=payments-team # urn:dp:payments:settled",
        "tier=1 # urn:dp:orders:created",
        "state=OK # urn:dp:payments:settled",
        "state=unknown # urn:dp:orders:shipped",
        "signal=freshness&state=WARNING # urn:dp:orders:created",
        "signal=volume # urn:dp:orders:shipped",
      })
  void filters(String query, String urn) {
    // given
    threeDatasets();

    // when
    List<String> urns = urns("?" + query);

    // then
    assertThat(urns).containsExactly(urn);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tier=4", "state=RED", "signal=speed", "colour=blue"})
  void refusesAWrongFilter(String query) {
    assertThat(SERVER.get("/api/v1/overview?" + query).statusCode()).isEqualTo(400);
  }

  @Test
  void everyDatasetComesOnceWithItsStripOverAllPages() {
    // given a URN that another begins with: it comes after that one, as in the other lists
    List<String> urns = List.of("urn:dp:a:b-c", "urn:dp:a:b", "urn:dp:a:d", "urn:dp:z:z");
    for (String urn : urns) {
      stores().put(Samples.state(urn, Signal.VOLUME, null, State.OK));
      stores()
          .past
          .putStrip(
              urn,
              Strip.endingWith(HOUR).with(HOUR, WorstStates.of(Signal.VOLUME, State.CRITICAL)));
    }

    // when
    List<String> rows = new ArrayList<>();
    JsonNode page = SERVER.json("/api/v1/overview?limit=2");
    page.path("items").forEach(row -> rows.add(text(row)));
    while (!page.path("next_cursor").isNull()) {
      page = SERVER.json("/api/v1/overview?limit=2&cursor=" + page.path("next_cursor").asText());
      page.path("items").forEach(row -> rows.add(text(row)));
    }

    // then
    assertThat(rows)
        .containsExactlyElementsOf(
            urns.stream().map(urn -> urn + " " + ".".repeat(23) + "C").toList());
  }

  private static String text(JsonNode row) {
    return row.path("dataset_urn").asText() + " " + row.path("strip").asText();
  }

  @Test
  void rowsThatTheFilterLeavesOutMakeRoomForOthers() {
    // given
    threeDatasets();

    // when
    JsonNode page = SERVER.json("/api/v1/overview?owner=payments-team&limit=1");

    // then
    assertThat(page.at("/items/0/dataset_urn").asText()).isEqualTo(PAYMENTS);
    assertThat(page.path("next_cursor").isNull()).isTrue();
  }
}
