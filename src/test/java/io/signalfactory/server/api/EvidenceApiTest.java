package io.signalfactory.server.api;

import static io.signalfactory.query.Samples.NOW;
import static io.signalfactory.query.Samples.ORDERS;
import static io.signalfactory.query.Samples.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.server.ServerFixture;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceApiTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  static {
    SERVER.evidence.add(ORDERS, NOW.minusSeconds(9), "PASS", 1);
    SERVER.evidence.add(PAYMENTS, NOW.minusSeconds(8), "FAIL", 2);
    SERVER.evidence.add(ORDERS, NOW.minusSeconds(7), "FAIL", 3);
    SERVER.evidence.add(ORDERS, NOW.minusSeconds(6), "WARN", 4);
  }

  private static String numbers(JsonNode found) {
    return String.join(" ", found.path("items").findValuesAsText("offset"));
  }

  private static JsonNode evidence(String query) {
    return SERVER.json("/api/v1/evidence" + query);
  }

  @Test
  void hasTheLatestFirst() {
    // when
    JsonNode found = evidence("");
    // then
    assertThat(numbers(found)).isEqualTo("4 3 2 1");
    assertThat(found.path("looked_back_to").isNull()).isTrue();
  }

  @Test
  void hasWhatWasAskedForAndSaysHowFarItLooked() {
    // when
    JsonNode found = evidence("?dataset=" + ORDERS + "&outcome=fail&limit=1");
    // then
    assertThat(numbers(found)).isEqualTo("3");
    assertThat(numbers(evidence("?limit=2"))).isEqualTo("4 3");
    assertThat(evidence("?limit=2").path("looked_back_to").asText())
        .isEqualTo("2026-01-14T12:34:48.789Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=501", "limit=x", "outcome=SKIP", "colour=blue"})
  void refusesWhatItDoesNotKnow(String query) {
    assertThat(SERVER.get("/api/v1/evidence?" + query).statusCode()).isEqualTo(400);
  }

  @Test
  void asksToComeBackWhileTheTopicCannotBeRead() {
    // given
    SERVER.evidence.fail(new IllegalStateException());
    // when
    HttpResponse<String> response = SERVER.get("/api/v1/evidence");
    SERVER.evidence.fail(null);
    // then
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
  }
}
