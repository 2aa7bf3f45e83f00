package io.signalfactory.server.api;

import static io.signalfactory.query.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.query.Samples;
import io.signalfactory.revision.ContractRevision;
import io.signalfactory.server.ApiDescription;
import io.signalfactory.server.ServerFixture;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steering over HTTP, as far as no cluster is needed for the answer. */
class ControlApiTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  private static final String[] AS_YAML = {"Content-Type", "application/yaml"};
  private static final String VALID =
      """
      apiVersion: odcs/v1
      kind: DataContract
      metadata: {name: orders, version: "4", owner: orders-team, tier: 1}
      spec:
        dataset: {urn: "urn:dp:orders:created", topic: raw.orders.events}
      """;

  private static JsonNode body(HttpResponse<String> response) {
    return ApiDescription.read(response.body());
  }

  @Test
  void validatesContractsAndStoresNothing() {
    // when
    HttpResponse<String> response = SERVER.post("/api/v1/contracts/validate", VALID, AS_YAML);
    // then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(body(response).toString())
        .isEqualTo(
            "{\"valid\":true,\"contracts\":[{\"urn\":\"urn:dp:orders:created\",\"version\":\"4\"}],"
                + "\"errors\":[]}");
  }

  @Test
  void findsEveryMistakeWithItsPlace() {
    // given
    String wrong = VALID.replace("tier: 1", "tier: 4").replace("topic:", "topik:");
    // when
    HttpResponse<String> response = SERVER.post("/api/v1/contracts/validate", wrong, AS_YAML);
    // then
    assertThat(body(response).path("valid").asBoolean()).isFalse();
    assertThat(body(response).path("errors"))
        .anySatisfy(
            error -> {
              assertThat(error.path("line").asInt()).isEqualTo(3);
              assertThat(error.path("detail").asText()).isEqualTo("'tier' must be 1 to 3, is 4");
            })
        .anySatisfy(
            error -> {
              assertThat(error.path("line").asInt()).isEqualTo(5);
              assertThat(error.path("detail").asText()).contains("did you mean 'topic'?");
            });
  }

  @Test
  void refusesContractsWithMistakesAsProblem() {
    // when
    HttpResponse<String> response =
        SERVER.post("/api/v1/contracts", VALID.replace("tier: 1", "tier: 4"), AS_YAML);
    // then
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(body(response).at("/errors/0/line").asInt()).isEqualTo(3);
    assertThat(body(response).path("detail").asText())
        .isEqualTo("1 problem in the contracts: none was put in force");
  }

  @Test
  void refusesTwoContractsForOneDataset() {
    // when
    HttpResponse<String> response =
        SERVER.post("/api/v1/contracts", VALID + "---\n" + VALID, AS_YAML);
    // then
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(body(response).at("/errors/0/detail").asText()).contains("has a contract already");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/contracts", "/api/v1/contracts/validate", "/api/v1/deployments"})
  void namesTheMediaTypesThatABodyMayHave(String path) {
    // when
    HttpResponse<String> response =
        SERVER.post(path, VALID, "Content-Type", "application/x-www-form-urlencoded");
    // then
    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(body(response).path("detail").asText()).contains("application/json");
  }

  @Test
  void anEmptyBodyIsAMistake() {
    // when
    HttpResponse<String> response = SERVER.post("/api/v1/contracts", "", AS_YAML);
    // then
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(body(response).at("/errors/0/detail").asText()).startsWith("holds no contract");
  }

  @Test
  void aPreconditionIsAboutOneContract() {
    // given
    String other =
        VALID
            .replace("urn:dp:orders:created", "urn:dp:orders:paid")
            .replace("raw.orders.events", "raw.paid.events");
    // when
    HttpResponse<String> response =
        SERVER.post(
            "/api/v1/contracts",
            VALID + "---\n" + other,
            "Content-Type",
            "application/yaml",
            "If-Match",
            "\"abc\"");
    // then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(body(response).path("detail").asText()).contains("send them one by one");
  }

  @ParameterizedTest
  @CsvSource({"?force=perhaps, force", "?dry_run=1, dry_run"})
  void refusesAnotherValueThanTrueOrFalse(String query, String parameter) {
    // when
    HttpResponse<String> response = SERVER.post("/api/v1/contracts" + query, VALID, AS_YAML);
    // then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(body(response).path("detail").asText())
        .contains("'" + parameter + "'")
        .contains("one of true, false");
  }

  @Test
  void whatIsNotInForceCannotBeRetired() {
    // when
    HttpResponse<String> response = SERVER.delete("/api/v1/contracts/urn:dp:no:such");
    // then
    assertThat(response.statusCode()).isEqualTo(404);
  }

  @Test
  void withoutAClusterAChangeIsNotMadeAndTheClientIsAskedToComeBack() {
    // when
    HttpResponse<String> response = SERVER.post("/api/v1/contracts", VALID, AS_YAML);
    // then
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThat(body(response).path("detail").asText()).contains("send the same request again");
  }

  @Test
  void aContractHasATagByWhichAClientNeedNotLoadItAgain() {
    // given
    SERVER.instance.stores.putContract(ORDERS, Samples.contract(ORDERS, "orders-team", 1));
    String json = tag(SERVER.get("/api/v1/contracts/" + ORDERS));
    // when
    HttpResponse<String> again = SERVER.get("/api/v1/contracts/" + ORDERS, "If-None-Match", json);
    // then
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(tag(SERVER.get("/api/v1/contracts/" + ORDERS, "Accept", "text/yaml")))
        .isEqualTo(json.substring(0, json.length() - 1) + "-yaml\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/v1/contracts", "/api/v1/contracts/" + ORDERS + "/versions", "/openapi.json"})
  void whatRarelyChangesHasATagByWhichAClientNeedNotLoadItAgain(String path) {
    // given
    SERVER.instance.stores.putContract(ORDERS, Samples.contract(ORDERS, "orders-team", 1));
    String tag = tag(SERVER.get(path));
    // when
    HttpResponse<String> again = SERVER.get(path, "If-None-Match", tag);
    // then
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(SERVER.get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
  }

  @Test
  void theTagOfAListOfContractsChangesWithWhatIsInForceAndWithItsForm() {
    // given
    SERVER.instance.stores.putContract(ORDERS, Samples.contract(ORDERS, "orders-team", 1));
    String before = tag(SERVER.get("/api/v1/contracts"));
    String yaml = tag(SERVER.get("/api/v1/contracts", "Accept", "text/yaml"));
    // when
    SERVER.instance.stores.putContract(ORDERS, Samples.contract(ORDERS, "other-team", 1));
    // then
    assertThat(tag(SERVER.get("/api/v1/contracts"))).isNotEqualTo(before);
    assertThat(yaml).isNotEqualTo(before);
  }

  private static String tag(HttpResponse<String> response) {
    return response.headers().firstValue("ETag").orElseThrow();
  }

  @Test
  void listsTheChangesOfAContractTheLatestFirst() {
    // given
    String document = Samples.contract(ORDERS, "orders-team", 1).replaceAll("\\s*\\n\\s*", "");
    SERVER.instance.stores.putContract(ORDERS, document);
    for (long number = 1; number <= 2; number++) {
      SERVER.instance.stores.putRevision(
          new ContractRevision(
              ORDERS,
              number,
              "3",
              ContractRevision.Change.APPLIED,
              Instant.parse("2026-01-14T12:00:00Z"),
              "alice",
              ContractRevision.Via.HTTP,
              List.of("change " + number),
              document.replace(" ", "").getBytes(StandardCharsets.UTF_8)));
    }
    SERVER.instance.stores.putContract(ORDERS, document.replace(" ", ""));
    // when
    JsonNode versions = SERVER.json("/api/v1/contracts/" + ORDERS + "/versions");
    // then
    assertThat(versions.path("items").findValuesAsText("revision")).containsExactly("2", "1");
    assertThat(versions.at("/items/0/by").asText()).isEqualTo("alice");
    assertThat(versions.at("/items/0/document/spec/dataset/urn").asText()).isEqualTo(ORDERS);
    assertThat(versions.path("partial").asBoolean()).isFalse();
  }

  @Test
  void aContractThatWasPublishedWithoutATraceIsTheLatestVersion() {
    // given
    SERVER.instance.stores.putContract(ORDERS, Samples.contract(ORDERS, "orders-team", 1));
    // when
    JsonNode versions = SERVER.json("/api/v1/contracts/" + ORDERS + "/versions");
    // then
    assertThat(versions.path("items")).hasSize(1);
    assertThat(versions.at("/items/0/revision").asInt()).isZero();
    assertThat(versions.at("/items/0/by").isNull()).isTrue();
    assertThat(versions.at("/items/0/version").asText()).isEqualTo("3");
  }

  @Test
  void aDatasetThatNeverHadAContractHasNoVersions() {
    // when
    HttpResponse<String> response = SERVER.get("/api/v1/contracts/urn:dp:no:such/versions");
    // then
    assertThat(response.statusCode()).isEqualTo(404);
  }

  @Test
  void saysWhatIsWrongWithADeployment() {
    // when
    HttpResponse<String> response =
        SERVER.post(
            "/api/v1/deployments", "{\"service\":\"s\"}", "Content-Type", "application/json");
    // then
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(body(response).at("/errors/0/detail").asText())
        .isEqualTo("version is missing: give it as a text");
  }
}
