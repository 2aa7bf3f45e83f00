package io.signalfactory.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.signalfactory.live.LiveLimits;
import io.signalfactory.live.MemoryLog;
import io.signalfactory.lookback.EvidenceLookback;
import io.signalfactory.lookback.LookbackLimits;
import io.signalfactory.lookback.MemoryEvidence;
import io.signalfactory.query.Samples;
import io.signalfactory.server.ApiDescription;
import io.signalfactory.server.ScriptedInstance;
import io.signalfactory.server.ServerFixture;
import io.signalfactory.server.http.Route;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every route does with values that are not written as a URL writes them. */
class ParametersApiTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  private static final Map<String, String> WRONG =
      Map.of(
          "%zz", "is not percent-encoded: write a literal % as %25",
          "100%", "is not percent-encoded: write a literal % as %25",
          "a%4", "is not percent-encoded: write a literal % as %25",
          "%-1", "is not percent-encoded: write a literal % as %25",
          "%ff", "is not UTF-8: percent-encode the bytes of its UTF-8 form",
          "a%c3", "is not UTF-8: percent-encode the bytes of its UTF-8 form",
          "%c0%80", "is not UTF-8: percent-encode the bytes of its UTF-8 form",
          "%ed%a0%80", "is not UTF-8: percent-encode the bytes of its UTF-8 form",
          "a%00b", "has a control character: leave it out",
          "%0d%0aSet-Cookie:x", "has a control character: leave it out");

  private static List<Route> routes() {
    return Api.routes(
            new ScriptedInstance(),
            ServerFixture.peers(),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            InstantSource.system(),
            ServerFixture.control(),
            new EventStreams(new MemoryLog(), LiveLimits.DEFAULT),
            new EvidenceLookback(new MemoryEvidence(), LookbackLimits.DEFAULT, System::nanoTime),
            ServerFixture.drafting(),
            ServerFixture.verification())
        .stream()
        .filter(route -> route.method().equals("GET"))
        .toList();
  }

  /** A path at which a route answers. */
  private static String path(Route route) {
    return route
        .path()
        .replace("{urn}", Samples.ORDERS)
        .replace("{signal}", "volume")
        .replace("{from}", "0")
        .replace("{to}", "60")
        .replace("{id}", Samples.BREACH_ID);
  }

  static Stream<Arguments> wrongValues() {
    return routes().stream()
        .flatMap(
            route ->
                route.parameters().stream()
                    .flatMap(
                        parameter ->
                            WRONG.entrySet().stream()
                                .map(
                                    wrong ->
                                        Arguments.of(
                                            path(route),
                                            parameter,
                                            wrong.getKey(),
                                            wrong.getValue()))));
  }

  static Stream<Arguments> wrongNames() {
    return routes().stream()
        .flatMap(
            route ->
                WRONG.entrySet().stream()
                    .map(wrong -> Arguments.of(path(route), wrong.getKey(), wrong.getValue())));
  }

  static Stream<Arguments> wrongPaths() {
    return routes().stream()
        .filter(route -> route.path().contains("{"))
        .flatMap(
            route ->
                WRONG.keySet().stream()
                    .map(wrong -> Arguments.of(route.path().replaceAll("\\{[a-z]+}", wrong))));
  }

  @BeforeEach
  void aDatasetIsThere() {
    SERVER.instance.stores.putContract(
        Samples.ORDERS, Samples.contract(Samples.ORDERS, "orders-team", 1));
    SERVER.instance.stores.put(Samples.state(Samples.ORDERS, Signal.VOLUME, null, State.OK));
  }

  private static JsonNode problem(String target) {
    String response =
        SERVER.raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(response).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
    return ApiDescription.read(response.substring(response.indexOf("\r\n\r\n")));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void namesTheParameterWhoseValueIsNotWrittenAsAUrlWritesIt(
      String path, String parameter, String value, String why) {
    // when
    JsonNode problem = problem(path + "?" + parameter + "=" + value);

    // then
    assertThat(problem.path("detail").asText())
        .isEqualTo("query parameter '" + parameter + "' is '" + value + "', which " + why);
  }

  @ParameterizedTest
  @MethodSource("wrongNames")
  void refusesANameThatIsNotWrittenAsAUrlWritesIt(String path, String name, String why) {
    // when
    JsonNode problem = problem(path + "?" + name + "=1");

    // then
    assertThat(problem.path("detail").asText())
        .isEqualTo("the name of a query parameter is '" + name + "', which " + why);
  }

  @ParameterizedTest
  @MethodSource("wrongPaths")
  void refusesAPathThatIsNotWrittenAsAUrlWritesIt(String path) {
    // when
    JsonNode problem = problem(path);

    // then
    assertThat(problem.path("status").asInt()).isEqualTo(400);
  }

  @Test
  void readsPlusAndPercentEncodedTextOutsideOfAscii() {
    // given
    SERVER.instance.stores.putContract(
        Samples.ORDERS, Samples.contract(Samples.ORDERS, "équipe commandes", 1));

    // when
    JsonNode states = SERVER.json("/api/v1/signals?owner=%C3%A9quipe+commandes");

    // then
    assertThat(states.path("items")).hasSize(1);
  }

  @Test
  void doesNotRepeatTextThatWouldTurnALineAround() {
    // when
    JsonNode problem = problem("/api/v1/signals?state=%E2%80%AEKO%E2%80%8B");

    // then
    assertThat(problem.path("detail").asText())
        .startsWith("query parameter 'state' is '\uFFFDKO\uFFFD', but must be one of ");
  }
}
