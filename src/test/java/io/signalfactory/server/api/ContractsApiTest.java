package io.signalfactory.server.api;

import static io.signalfactory.query.Samples.ORDERS;
import static io.signalfactory.query.Samples.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.document.ContractDocument;
import io.signalfactory.contract.document.ContractReader;
import io.signalfactory.query.Samples;
import io.signalfactory.rule.RuleCompiler;
import io.signalfactory.server.ApiDescription;
import io.signalfactory.server.ServerFixture;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractsApiTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  private final ContractReader reader = new ContractReader(new RuleCompiler());

  @BeforeEach
  void given() {
    SERVER.instance.stores.putContract(PAYMENTS, Samples.contract(PAYMENTS, "payments-team", 2));
    SERVER.instance.stores.putContract(ORDERS, Samples.contract(ORDERS, "orders-team", 1));
  }

  private List<ContractDocument> read(String text) {
    return reader.read("answer", text);
  }

  @Test
  void listsContractsAsJson() {
    // when
    HttpResponse<String> response = SERVER.get("/api/v1/contracts");

    // then
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.headers().firstValue("Vary")).contains("Accept");
    assertThat(ApiDescription.read(response.body()).findValuesAsText("urn"))
        .containsExactly(ORDERS, PAYMENTS);
  }

  @Test
  void listsContractsAsYamlThatReadsBackAsTheSameContracts() {
    // when
    HttpResponse<String> response = SERVER.get("/api/v1/contracts", "Accept", "application/yaml");

    // then
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/yaml; charset=utf-8");
    List<ContractDocument> expected =
        List.of(
            reader.readOne("a", Samples.contract(ORDERS, "orders-team", 1)),
            reader.readOne("b", Samples.contract(PAYMENTS, "payments-team", 2)));
    assertThat(read(response.body())).isEqualTo(expected);
  }

  @Test
  void pagesOfContractsLeadToTheNextOne() {
    // given
    HttpResponse<String> all = SERVER.get("/api/v1/contracts");
    HttpResponse<String> first = SERVER.get("/api/v1/contracts?limit=1");
    String link = first.headers().firstValue("Link").orElseThrow();
    assertThat(link).endsWith("; rel=\"next\"");
    String next = link.substring(1, link.indexOf('>'));

    // when
    HttpResponse<String> second =
        SERVER.get(URI.create("/api/v1/contracts").resolve(next).toString());

    // then
    assertThat(ApiDescription.read(first.body()).findValuesAsText("urn")).containsExactly(ORDERS);
    assertThat(ApiDescription.read(second.body()).findValuesAsText("urn"))
        .containsExactly(PAYMENTS);
    assertThat(second.headers().firstValue("Link")).isEmpty();
    assertThat(all.headers().firstValue("Link")).isEmpty();
  }

  @Test
  void noContractInForceIsAnEmptyList() {
    // given
    SERVER.instance.reset();

    // when
    HttpResponse<String> response = SERVER.get("/api/v1/contracts");

    // then
    assertThat(response.body()).isEqualTo("[]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/yaml",
        "application/x-yaml, application/json;q=0.5",
        "text/*",
        "application/json;q=0, */*"
      })
  void writesAContractAsYamlForClientsThatPreferIt(String accept) {
    // when
    HttpResponse<String> response = SERVER.get("/api/v1/contracts/" + ORDERS, "Accept", accept);

    // then
    assertThat(response.headers().firstValue("Content-Type").orElseThrow()).contains("yaml");
    assertThat(response.body()).startsWith("apiVersion: odcs/v1");
    assertThat(read(response.body()))
        .containsExactly(reader.readOne("a", Samples.contract(ORDERS, "orders-team", 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/*", "application/json", "text/html, */*;q=0.1"})
  void writesAContractAsJsonForAllOtherClients(String accept) {
    // when
    HttpResponse<String> response =
        SERVER.get("/api/v1/contracts/urn%3Adp%3Aorders%3Acreated", "Accept", accept);

    // then
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(ApiDescription.read(response.body()).at("/spec/dataset/urn").asText())
        .isEqualTo(ORDERS);
  }

  @Test
  void writesAContractThatWasPublishedAsYamlAsJson() {
    // given
    SERVER.instance.stores.putContract(
        ORDERS,
        """
        apiVersion: odcs/v1
        kind: DataContract
        metadata: {name: orders, version: "4", owner: orders-team, tier: 1}
        spec:
          dataset: {urn: "urn:dp:orders:created", topic: raw.orders.events}
        """);

    // when
    HttpResponse<String> response = SERVER.get("/api/v1/contracts/" + ORDERS);

    // then
    assertThat(ApiDescription.read(response.body()).at("/metadata/version").asText())
        .isEqualTo("4");
  }

  @Test
  void listsTheMediaTypesIfTheClientAcceptsNone() {
    // when
    HttpResponse<String> response = SERVER.get("/api/v1/contracts", "Accept", "text/html");

    // then
    assertThat(response.statusCode()).isEqualTo(406);
    assertThat(response.body()).contains("application/json, application/yaml");
  }

  @Test
  void answers404IfNoContractIsInForce() {
    // when
    HttpResponse<String> response = SERVER.get("/api/v1/contracts/urn:dp:no:such");

    // then
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("no contract is in force for 'urn:dp:no:such'");
  }
}
