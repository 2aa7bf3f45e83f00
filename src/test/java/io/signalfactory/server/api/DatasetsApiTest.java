package io.signalfactory.server.api;

import static io.signalfactory.query.Samples.ORDERS;
import static io.signalfactory.query.Samples.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.query.Samples;
import io.signalfactory.server.ServerFixture;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatasetsApiTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  @Test
  void listsDatasetsWithAContractAndDatasetsWithAState() {
    // given
    SERVER.instance.stores.putContract(PAYMENTS, Samples.contract(PAYMENTS, "payments-team", 2));
    SERVER.instance.stores.put(Samples.state(ORDERS, Signal.VOLUME, null, State.OK));

    // when
    JsonNode datasets = SERVER.json("/api/v1/datasets").path("items");

    // then
    assertThat(datasets).hasSize(2);
    JsonNode seen = datasets.get(0);
    assertThat(seen.path("dataset_urn").asText()).isEqualTo(ORDERS);
    assertThat(seen.path("owner").isNull()).isTrue();
    assertThat(seen.path("tier").isNull()).isTrue();
    assertThat(seen.at("/states/0/signal").asText()).isEqualTo("volume");
    JsonNode promised = datasets.get(1);
    assertThat(promised.path("dataset_urn").asText()).isEqualTo(PAYMENTS);
    assertThat(promised.path("name").asText()).isEqualTo("payments.settled");
    assertThat(promised.path("owner").asText()).isEqualTo("payments-team");
    assertThat(promised.path("tier").asInt()).isEqualTo(2);
    assertThat(promised.path("topic").asText()).isEqualTo("raw.payments.events");
    assertThat(promised.path("contract_version").asText()).isEqualTo("3");
    assertThat(promised.path("state").asText()).isEqualTo("UNKNOWN");
    assertThat(promised.path("states")).isEmpty();
  }

  @Test
  void aDatasetIsAsBadAsItsWorstState() {
    // given
    SERVER.instance.stores.put(
        Samples.state(ORDERS, Signal.QUALITY, null, State.UNKNOWN),
        Samples.state(ORDERS, Signal.FRESHNESS, "exec-dashboard", State.CRITICAL),
        Samples.state(ORDERS, Signal.FRESHNESS, null, State.WARNING),
        Samples.state(PAYMENTS, Signal.FRESHNESS, null, State.OK),
        Samples.state(PAYMENTS, Signal.QUALITY, null, State.UNKNOWN));

    // when
    JsonNode datasets = SERVER.json("/api/v1/datasets").path("items");

    // then
    assertThat(datasets.findValuesAsText("dataset_urn")).contains(ORDERS, PAYMENTS);
    assertThat(datasets.at("/0/state").asText()).isEqualTo("CRITICAL");
    assertThat(datasets.at("/0/states/1/breach_id").asText()).isEqualTo(Samples.BREACH_ID);
    assertThat(datasets.at("/1/state").asText()).isEqualTo("UNKNOWN");
  }

  @Test
  void seesANewVersionOfAContractAtOnce() {
    // given
    SERVER.instance.stores.putContract(ORDERS, Samples.contract(ORDERS, "orders-team", 1));
    JsonNode before = SERVER.json("/api/v1/datasets").path("items");
    SERVER.instance.stores.putContract(ORDERS, Samples.contract(ORDERS, "sales-team", 1));

    // when
    JsonNode after = SERVER.json("/api/v1/datasets").path("items");

    // then
    assertThat(before.at("/0/owner").asText()).isEqualTo("orders-team");
    assertThat(after.at("/0/owner").asText()).isEqualTo("sales-team");
  }

  @Test
  void leavesOutADocumentThatIsNotAContract() {
    // given
    SERVER.instance.stores.putContract(PAYMENTS, Samples.contract(PAYMENTS, "payments-team", 2));
    SERVER.instance.stores.putContract(ORDERS, "{\"apiVersion\": \"of another release\"}");

    // when
    JsonNode datasets = SERVER.json("/api/v1/datasets").path("items");

    // then
    assertThat(datasets).hasSize(1);
    assertThat(datasets.at("/0/dataset_urn").asText()).isEqualTo(PAYMENTS);
  }

  @Test
  void aDatasetHasItsMembersInOneOrder() {
    // given
    SignalState volume = Samples.state(ORDERS, Signal.VOLUME, null, State.OK);
    SERVER.instance.stores.put(volume);
    SERVER.instance.stores.putContract(PAYMENTS, Samples.contract(PAYMENTS, "payments-team", 2));

    // when
    String body = SERVER.get("/api/v1/datasets").body();

    // then
    assertThat(body)
        .startsWith(
            "{\"items\":[{\"dataset_urn\":\"urn:dp:orders:created\",\"name\":null,\"owner\":null,"
                + "\"tier\":null,\"topic\":null,\"contract_version\":null,\"state\":\"OK\","
                + "\"states\":["
                + SignalJson.tree(volume)
                + "]},{\"dataset_urn\":\"urn:dp:payments:settled\",\"name\":\"payments.settled\","
                + "\"owner\":\"payments-team\",\"tier\":2,\"topic\":\"raw.");
  }
}
