package io.signalfactory.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProblemsTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  private static final String ABSENT = "/api/v1/nothing";
  private static final String PROBLEM = "application/problem+json";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/datasets",
        "/api/v1/signals",
        "/api/v1/signals?owner=a",
        "/api/v1/signals/urn:dp:a:b",
        "/api/v1/signals/urn:dp:a:b/volume",
        "/api/v1/signals/urn:dp:a:b/volume/history",
        "/api/v1/breaches",
        "/api/v1/contracts",
        "/api/v1/contracts/urn:dp:a:b"
      })
  void asksClientsToRetryWhileStateMoves(String path) {
    // given
    SERVER.instance.isMoving();

    // when
    HttpResponse<String> response = SERVER.get(path);

    // then
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
    assertThat(ApiDescription.read(response.body()).path("type").asText())
        .isEqualTo("urn:signal-factory:problem:not-ready");
  }

  @Test
  void writesFaultsOfItsOwnToTheLogOnly() {
    // given
    SERVER.instance.stores.failWith(new IllegalArgumentException("secret of the store"));

    // when
    HttpResponse<String> response = SERVER.get("/api/v1/datasets");

    // then
    assertThat(response.statusCode()).isEqualTo(500);
    JsonNode problem = ApiDescription.read(response.body());
    assertThat(problem.path("request_id").asText()).hasSize(36);
    assertThat(response.body()).doesNotContain("secret").doesNotContain("Exception");
  }

  @Test
  void answers404WhereNoRouteIs() {
    // when
    HttpResponse<String> response = SERVER.get(ABSENT);

    // then
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(ApiDescription.read(response.body()).path("instance").asText()).isEqualTo(ABSENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"})
  void refusesOtherMethodsAndListsThePossibleOnes(String method) {
    // when
    HttpResponse<String> response = SERVER.send(method, "/api/v1/signals/urn:dp:a:b");

    // then
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
    assertThat(response.headers().firstValue("Content-Type")).contains(PROBLEM);
    assertThat(ApiDescription.read(response.body()).path("detail").asText())
        .isEqualTo(method + " is not allowed here, only GET, HEAD");
  }

  @Test
  void answersHeadLikeGetWithoutTheBody() {
    // when
    HttpResponse<String> found = SERVER.send("HEAD", "/api/v1/datasets");
    HttpResponse<String> absent = SERVER.send("HEAD", "/api/v1/signals/urn:dp:no:such");

    // then
    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(found.body()).isEmpty();
    assertThat(absent.statusCode()).isEqualTo(404);
    assertThat(absent.body()).isEmpty();
  }

  @Test
  void refusesParametersOnAPathWithoutAny() {
    // when
    HttpResponse<String> response = SERVER.get("/health/ready?verbose=1");

    // then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("unknown query parameter 'verbose': this path has none");
  }

  @Test
  void refusesAQueryThatIsNotPercentEncoded() {
    // when
    String response = SERVER.raw(request("/api/v1/signals?owner=%zz", "localhost"));

    // then
    assertThat(response).startsWith("HTTP/1.1 400 ").contains(PROBLEM);
  }

  @Test
  void doesNotRepeatALongParameterInFull() {
    // when
    HttpResponse<String> response = SERVER.get("/api/v1/signals?state=" + "x".repeat(5_000));

    // then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body().length()).isLessThan(1_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/signals/a%2Fb",
        "/api/v1/signals/%zz",
        "/api/v1/%2e%2e/secret",
        "/api/v1/signals/a;b=c/..;/x"
      })
  void refusesAnAmbiguousPathWithAProblemDocument(String path) {
    // when
    String response = SERVER.raw(request(path, "localhost"));

    // then
    assertThat(response).matches("(?s)HTTP/1.1 40[04] .*");
    assertThat(response).contains(PROBLEM).contains("\"type\":\"urn:signal-factory:");
  }

  @Test
  void refusesHeadersThatAreTooLong() {
    // when
    String response =
        SERVER.raw(request("/api/v1/signals", "localhost\r\nX-Long: " + "x".repeat(20_000)));

    // then
    assertThat(response).startsWith("HTTP/1.1 431 ").contains(PROBLEM);
  }

  @Test
  void refusesAUrlThatIsTooLong() {
    // when
    String response =
        SERVER.raw(request("/api/v1/signals?owner=" + "x".repeat(20_000), "localhost"));

    // then
    assertThat(response).startsWith("HTTP/1.1 414 ").contains(PROBLEM);
  }

  @Test
  void doesNotUpgradeToAWebSocket() {
    // when
    String response =
        SERVER.raw(
            request(
                "/api/v1/signals",
                "localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13"
                    + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));

    // then
    assertThat(response).startsWith("HTTP/1.1 200 ").contains("application/json");
  }

  @ParameterizedTest
  @CsvSource({
    "EHLO mail.example.org, 505",
    "GET /health/live HTTP/3.7, 505",
    "GET http://[::1/ HTTP/1.1, 400",
    "\u0016\u0003\u0001\u0002, 400"
  })
  void refusesWhatIsNotHttp(String firstLine, int status) {
    // when
    String response = SERVER.raw(firstLine + "\r\n\r\n");

    // then
    assertThat(response)
        .startsWith("HTTP/1.1 " + status + " ")
        .contains(PROBLEM)
        .doesNotContain("request_id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "LOCALHOST",
        "127.0.0.1:8080",
        "127.1.2.3",
        "[::1]:80"
      })
  void answersToItsOwnNames(String host) {
    // when
    String response = SERVER.raw(request("/health/live", host));

    // then
    assertThat(response).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "localhost.evil.example"
      })
  void doesNotAnswerToANameThatAPagePointsHere(String host) {
    // when
    String response = SERVER.raw(request("/api/v1/datasets", host));

    // then
    assertThat(response)
        .startsWith("HTTP/1.1 421 ")
        .contains(PROBLEM)
        .contains("use localhost or 127.0.0.1");
  }

  @Test
  void doesNotRevealWhatItRunsOn() {
    // when
    String answer = SERVER.raw(request("/health/live", "localhost"));
    String refusal = SERVER.raw(request("/%zz", "localhost"));

    // then
    assertThat(answer + refusal).doesNotContainIgnoringCase("jetty").doesNotContain("Server:");
    assertThat(answer).contains("X-Content-Type-Options: nosniff").contains("no-store");
  }

  private static String request(String target, String host) {
    return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
  }
}
