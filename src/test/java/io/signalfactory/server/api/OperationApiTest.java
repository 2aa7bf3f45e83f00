package io.signalfactory.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.signalfactory.live.LiveLimits;
import io.signalfactory.live.MemoryLog;
import io.signalfactory.lookback.EvidenceLookback;
import io.signalfactory.lookback.LookbackLimits;
import io.signalfactory.lookback.MemoryEvidence;
import io.signalfactory.query.Samples;
import io.signalfactory.server.ApiDescription;
import io.signalfactory.server.ServerFixture;
import io.signalfactory.server.http.Access;
import io.signalfactory.server.http.Route;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What probes, scrapers and tools ask for. */
class OperationApiTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  @Test
  void isLiveAndReadyWhileItServesQueries() {
    // when
    JsonNode live = SERVER.json("/health/live");
    JsonNode ready = SERVER.json("/health/ready");

    // then
    assertThat(live.path("status").asText()).isEqualTo("live");
    assertThat(ready.path("status").asText()).isEqualTo("ready");
    assertThat(ready.path("state").asText()).isEqualTo("RUNNING");
  }

  @Test
  void isLiveAndNotReadyWhileStateMoves() {
    // given
    SERVER.instance.isMoving();

    // when
    HttpResponse<String> live = SERVER.get("/health/live");
    HttpResponse<String> ready = SERVER.get("/health/ready");

    // then
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.headers().firstValue("Retry-After")).contains("1");
    assertThat(ApiDescription.read(ready.body()).path("detail").asText())
        .contains("REBALANCING")
        .contains("since 2026-01-14T12:00:00Z");
  }

  @Test
  void refusesAQueryForTheReasonThatItIsNotReady() {
    // given
    SERVER.instance.isMoving();

    // when
    HttpResponse<String> query = SERVER.get("/api/v1/signals");

    // then
    assertThat(query.statusCode()).isEqualTo(503);
    assertThat(ApiDescription.read(query.body()).path("detail").asText())
        .contains("the stream application is REBALANCING");
  }

  @Test
  void isNeitherLiveNorReadyOnceItHasFailed() {
    // given
    SERVER.instance.isDead();

    // when
    HttpResponse<String> live = SERVER.get("/health/live");
    HttpResponse<String> ready = SERVER.get("/health/ready");

    // then
    assertThat(live.statusCode()).isEqualTo(503);
    assertThat(live.headers().firstValue("Retry-After")).isEmpty();
    assertThat(ApiDescription.read(live.body()).path("detail").asText()).contains("ERROR");
    assertThat(ready.statusCode()).isEqualTo(503);
  }

  @Test
  void servesMetricsAsPrometheusText() {
    // given
    Counter.builder("signal_factory.events").tag("dataset", "d").register(SERVER.registry);
    SERVER.send("GET", "/api/v1/signals/urn:dp:no:such");

    // when
    HttpResponse<String> response = SERVER.get("/metrics");

    // then
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body())
        .contains("signal_factory_events_total{dataset=\"d\"} 0.0\n")
        .contains("jvm_memory_used_bytes{")
        .contains("jvm_threads_live_threads ")
        .contains("process_cpu_usage ")
        .contains("process_files_open_files ")
        .contains("process_uptime_seconds ")
        .contains(
            "http_server_requests_seconds_count{method=\"GET\",status=\"404\","
                + "uri=\"/api/v1/signals/{urn}\"} ");
  }

  @Test
  void servesOpenMetricsToClientsThatPreferThem() {
    // when
    HttpResponse<String> response =
        SERVER.get(
            "/metrics",
            "Accept",
            "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5");

    // then
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(response.body()).endsWith("# EOF\n");
  }

  @Test
  void describesEveryRouteAndNothingElse() {
    // given
    List<String> described = new ArrayList<>();
    SERVER
        .description()
        .api()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            described.add(
                                operation.getKey().toUpperCase(java.util.Locale.ROOT)
                                    + " "
                                    + path.getKey()
                                    + " "
                                    + queryParameters(operation.getValue()))));

    // when
    List<Route> routes =
        Api.routes(
            SERVER.instance,
            ServerFixture.peers(),
            SERVER.registry,
            InstantSource.system(),
            ServerFixture.control(),
            new EventStreams(new MemoryLog(), LiveLimits.DEFAULT),
            new EvidenceLookback(new MemoryEvidence(), LookbackLimits.DEFAULT, System::nanoTime),
            ServerFixture.drafting(),
            ServerFixture.verification());

    // then
    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            routes.stream()
                .filter(r -> r.access() != Access.PEER)
                .map(r -> r.method() + " " + r.path() + " " + r.parameters())
                .toList());
  }

  private static List<String> queryParameters(JsonNode operation) {
    List<String> names = new ArrayList<>();
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.path("in").asText().equals("query")) {
        names.add(parameter.path("name").asText());
      }
    }
    return names;
  }

  @Test
  void describesAtEveryPathWhatTheServerAnswersBeforeItKnowsTheRoute() {
    // given
    JsonNode paths = SERVER.description().api().path("paths");

    // when
    List<JsonNode> responses = paths.findValues("responses");

    // then
    assertThat(responses).hasSizeGreaterThan(10);
    assertThat(responses)
        .allSatisfy(
            statuses ->
                assertThat(statuses.fieldNames())
                    .toIterable()
                    .contains("400", "405", "408", "414", "421", "431", "500", "503"));
  }

  @Test
  void everyReferenceOfTheDescriptionLeadsSomewhere() {
    // given
    JsonNode api = SERVER.description().api();

    // when
    List<String> references = api.findValuesAsText("$ref");

    // then
    assertThat(references).hasSizeGreaterThan(50).contains("#/components/schemas/Breach.cause");
    assertThat(references).allMatch(ref -> !api.at(ref.substring(1)).isMissingNode());
  }

  @Test
  void theCheckAgainstTheDescriptionCanFail() {
    // given
    String state =
        io.signalfactory.signal.SignalJson.tree(
                Samples.state(Samples.ORDERS, Signal.VOLUME, null, State.OK))
            .toString();
    String path = "/api/v1/signals/urn:dp:orders:created/volume";

    // when
    SERVER.description().requireDescribed(path, 200, "application/json", state);
    Throwable broken =
        org.assertj.core.api.Assertions.catchThrowable(
            () ->
                SERVER
                    .description()
                    .requireDescribed(
                        path, 200, "application/json", state.replace("\"OK\"", "\"FINE\"")));

    // then
    assertThat(broken).isInstanceOf(AssertionError.class);
  }
}
