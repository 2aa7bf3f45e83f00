package io.signalfactory.server.api;

import static io.signalfactory.query.Samples.ORDERS;
import static io.signalfactory.query.Samples.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.query.Samples;
import io.signalfactory.server.ApiDescription;
import io.signalfactory.server.ServerFixture;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsApiTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  private static void given() {
    SERVER.instance.stores.putContract(ORDERS, Samples.contract(ORDERS, "orders-team", 1));
    SERVER.instance.stores.putContract(PAYMENTS, Samples.contract(PAYMENTS, "payments-team", 2));
    SERVER.instance.stores.put(
        Samples.state(PAYMENTS, Signal.VOLUME, null, State.WARNING),
        Samples.state(ORDERS, Signal.VOLUME, null, State.OK),
        Samples.state(ORDERS, Signal.FRESHNESS, "exec-dashboard", State.CRITICAL),
        Samples.state(ORDERS, Signal.FRESHNESS, null, State.OK),
        Samples.state("urn:dp:other:thing", Signal.VOLUME, null, State.OK));
  }

  private static List<String> keys(JsonNode states) {
    return StreamSupport.stream(states.path("items").spliterator(), false)
        .map(
            state ->
                state.path("dataset_urn").asText().substring("urn:dp:".length())
                    + "|"
                    + state.path("signal").asText()
                    + (state.path("consumer").isNull()
                        ? ""
                        : "|" + state.path("consumer").asText()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/datasets",
        "/api/v1/signals",
        "/api/v1/signals/urn:dp:orders:created",
        "/api/v1/signals/urn:dp:orders:created/volume",
        "/api/v1/signals/urn:dp:orders:created/volume/history",
        "/api/v1/breaches",
        "/api/v1/breaches?dataset=urn:dp:orders:created"
      })
  void everyAnswerAboutDatasetsSaysHowOldItMayBe(String path) {
    // given
    given();
    SERVER.instance.observer.loses(ORDERS, Duration.ofMillis(42_007), "nothing is seen");

    // when
    HttpResponse<String> response = SERVER.get(path);

    // then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Signal-Factory-Staleness-Ms")).contains("42007");
  }

  @Test
  void theAgeOfAnAnswerIsThatOfItsOwnDataset() {
    // given
    given();
    SERVER.instance.observer.loses(ORDERS, Duration.ofMillis(42_007), "nothing is seen");

    // when
    HttpResponse<String> response = SERVER.get("/api/v1/signals/urn:dp:payments:settled/volume");

    // then
    assertThat(response.headers().firstValue("Signal-Factory-Staleness-Ms")).contains("2000");
    assertThat(ApiDescription.read(response.body()).path("state").asText()).isEqualTo("WARNING");
  }

  @Test
  void tellsUnknownWithTheReasonAndWhatWasKnownOfADatasetThatIsNotSeen() {
    // given
    given();
    SERVER.instance.observer.loses(
        ORDERS, Duration.ofSeconds(42), "no answer from the cluster for 42 s");

    // when
    JsonNode state = SERVER.json("/api/v1/signals/urn:dp:orders:created/volume");

    // then
    assertThat(state.path("state").asText()).isEqualTo("UNKNOWN");
    assertThat(state.path("reason").asText()).isEqualTo("no answer from the cluster for 42 s");
    assertThat(state.at("/details/last_known/state").asText()).isEqualTo("OK");
    assertThat(state.at("/details/last_known/judged_at").asText())
        .isEqualTo("2026-01-14T12:34:14.789Z");
    assertThat(keys(SERVER.json("/api/v1/signals?state=OK"))).containsExactly("other:thing|volume");
  }

  @Test
  void listsAllStatesInOrder() {
    // given
    given();

    // when
    JsonNode states = SERVER.json("/api/v1/signals");

    // then
    assertThat(keys(states))
        .containsExactly(
            "orders:created|freshness",
            "orders:created|freshness|exec-dashboard",
            "orders:created|volume",
            "other:thing|volume",
            "payments:settled|volume");
    assertThat(states.at("/items/0/observed/value").asDouble()).isEqualTo(1_260);
    assertThat(states.at("/items/0/updated_at").asText()).isEqualTo("2026-01-14T12:34:56.789Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "state=CRITICAL orders:created|freshness|exec-dashboard",
        "state=warning payments:settled|volume",
        "owner=orders-team&signal=volume orders:created|volume",
        "tier=2 payments:settled|volume",
        "tier=2&owner=payments-team&state=WARNING&signal=volume payments:settled|volume",
      })
  void filters(String query, String expected) {
    // given
    given();

    // when
    JsonNode states = SERVER.json("/api/v1/signals?" + query);

    // then
    assertThat(keys(states)).containsExactly(expected);
  }

  @Test
  void answersAnEmptyListIfNoStatePassesTheFilter() {
    // given
    given();

    // when
    JsonNode states = SERVER.json("/api/v1/signals?owner=nobody");

    // then
    assertThat(states.path("items").isArray()).isTrue();
    assertThat(states.path("items")).isEmpty();
    assertThat(states.path("partial").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "state=BAD # query parameter 'state' is 'BAD', but must be one of OK, WARNING, CRITICAL,"
            + " UNKNOWN",
        "signal=lag # query parameter 'signal' is 'lag', but must be one of freshness,"
            + " volume, compliance, quality",
        "tier=4 # query parameter 'tier' is '4', but must be one of 1, 2, 3",
        "severity=1 # unknown query parameter 'severity': this path has state, signal, owner,"
            + " tier, limit, cursor",
        "state=OK&state=OK # query parameter 'state' is given 2 times: give it once",
        "owner= # query parameter 'owner' is empty: give it a value or leave it out",
        "owner # query parameter 'owner' is empty: give it a value or leave it out",
      })
  void refusesAWrongParameterAndNamesWhatIsAllowed(String query, String detail) {
    // when
    HttpResponse<String> response = SERVER.get("/api/v1/signals?" + query);

    // then
    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode problem = ApiDescription.read(response.body());
    assertThat(problem.path("detail").asText()).isEqualTo(detail);
    assertThat(problem.path("instance").asText()).isEqualTo("/api/v1/signals");
    assertThat(problem.path("type").asText()).isEqualTo("urn:signal-factory:problem:bad-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"urn:dp:orders:created", "urn%3Adp%3Aorders%3Acreated", "urn%3adp:orders:created"})
  void acceptsUrnsPercentEncodedOrNot(String urn) {
    // given
    given();

    // when
    JsonNode states = SERVER.json("/api/v1/signals/" + urn);

    // then
    assertThat(keys(states))
        .containsExactly(
            "orders:created|freshness",
            "orders:created|freshness|exec-dashboard",
            "orders:created|volume");
  }

  @Test
  void knowsADatasetWithAContractBeforeItIsJudged() {
    // given
    SERVER.instance.stores.putContract(ORDERS, Samples.contract(ORDERS, "orders-team", 1));

    // when
    HttpResponse<String> all = SERVER.get("/api/v1/signals/" + ORDERS);
    HttpResponse<String> one = SERVER.get("/api/v1/signals/" + ORDERS + "/volume");

    // then
    assertThat(all.statusCode()).isEqualTo(200);
    assertThat(all.body()).contains("\"items\":[]");
    assertThat(one.statusCode()).isEqualTo(503);
    assertThat(one.headers().firstValue("Retry-After")).contains("1");
  }

  @Test
  void namesWhatIsMissing() {
    // given
    given();

    // when
    String dataset = SERVER.json("/api/v1/signals/urn:dp:no:such").path("detail").asText();
    String signal = SERVER.json("/api/v1/signals/" + ORDERS + "/lag").path("detail").asText();
    String consumer =
        SERVER
            .json("/api/v1/signals/" + ORDERS + "/freshness?consumer=nobody")
            .path("detail")
            .asText();
    String state = SERVER.json("/api/v1/signals/" + ORDERS + "/quality").path("detail").asText();

    // then
    assertThat(dataset).contains("'urn:dp:no:such'").contains("GET /api/v1/datasets");
    assertThat(signal).contains("freshness, volume, compliance, quality");
    assertThat(consumer).contains("'nobody'").endsWith("only for: exec-dashboard");
    assertThat(state).isEqualTo("quality of urn:dp:orders:created is not judged");
  }

  @Test
  void answersTheStateOfTheDatasetOrOfAConsumer() {
    // given
    given();

    // when
    JsonNode own = SERVER.json("/api/v1/signals/" + ORDERS + "/freshness");
    JsonNode consumers =
        SERVER.json("/api/v1/signals/" + ORDERS + "/freshness?consumer=exec-dashboard");

    // then
    assertThat(own.path("state").asText()).isEqualTo("OK");
    assertThat(own.path("consumer").isNull()).isTrue();
    assertThat(consumers.path("state").asText()).isEqualTo("CRITICAL");
  }
}
