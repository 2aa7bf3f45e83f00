package io.signalfactory.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalfactory.contract.Contract;
import io.signalfactory.control.ContractCheck;
import io.signalfactory.server.ServerFixture;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InferApiTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  private static final String PATH = "/api/v1/contracts/infer";

  static {
    SERVER.sampler.add(
        "raw.shop.events",
        IntStream.range(0, 60)
            .mapToObj("{\"cart_id\":\"c-%d\",\"email\":\"secret@example.org\"}"::formatted)
            .toList());
    SERVER.sampler.add("raw.shop.texts", List.of("no", "JSON"));
    SERVER.sampler.add("raw.shop.empty", List.of());
    SERVER.sampler.add("hidden.events", List.of("{\"a\":1}"));
  }

  private static HttpResponse<String> infer(String body) {
    return SERVER.post(PATH, body, "Content-Type", "application/json");
  }

  @Test
  void draftsAContractThatCanBeSentBackToBeChecked() throws Exception {
    // when
    HttpResponse<String> response = infer("{\"topic\":\"raw.shop.events\"}");
    // then
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonNode answer = new JsonMapper().readTree(response.body());
    assertThat(answer.path("records").asInt()).isEqualTo(60);
    assertThat(answer.at("/contracts/0/urn").asText()).isEqualTo("urn:dp:shop:events");
    assertThat(answer.at("/contracts/0/passed").asInt()).isEqualTo(60);
    String draft = answer.path("draft").asText();
    assertThat(draft).doesNotContain("secret@");
    assertThat(ContractCheck.of("draft", draft).contracts())
        .singleElement()
        .matches(Contract::ownerIsOpen);
    HttpResponse<String> applied =
        SERVER.post("/api/v1/contracts", draft, "Content-Type", "application/yaml");
    assertThat(applied.statusCode()).isEqualTo(422);
    assertThat(applied.body()).contains("metadata.owner");
  }

  @Test
  void samplesNoMoreRecordsThanItIsAskedFor() throws Exception {
    // when
    HttpResponse<String> response = infer("{\"topic\":\"raw.shop.events\",\"max\":25}");
    // then
    assertThat(new JsonMapper().readTree(response.body()).path("records").asInt()).isEqualTo(25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"topic\":7}",
        "{\"topic\":\"raw/..\"}",
        "{\"topic\":\"raw.shop.events\",\"max\":0}",
        "{\"topic\":\"raw.shop.events\",\"max\":10001}",
        "{\"topic\":\"raw.shop.events\",\"max\":\"9\"}",
        "{\"topic\":\"raw.shop.events\",\"limit\":9}",
        "{\"topic\":\"raw.shop.events\",\"topic\":\"raw.shop.texts\"}",
        "{\"topic\":\"raw.shop.texts\"}",
        "{\"topic\":\"raw.shop.empty\"}"
      })
  void refusesWhatNothingCanBeDraftedFrom(String body) {
    // when
    HttpResponse<String> response = infer(body);
    // then
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("\"errors\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw.not.there", "hidden.events"})
  void readsOnlyTopicsThatAreThereAndObserved(String topic) {
    // when
    HttpResponse<String> response = infer("{\"topic\":\"" + topic + "\"}");
    // then
    assertThat(response.statusCode()).isEqualTo(404);
  }

  @Test
  void wantsJson() {
    assertThat(SERVER.post(PATH, "topic: a", "Content-Type", "application/yaml").statusCode())
        .isEqualTo(415);
  }

  @Test
  void asksToComeBackWhileTheTopicCannotBeRead() {
    // given
    SERVER.sampler.fail(new IllegalStateException());
    // when
    HttpResponse<String> response = infer("{\"topic\":\"raw.shop.events\"}");
    SERVER.sampler.fail(null);
    // then
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
  }
}
