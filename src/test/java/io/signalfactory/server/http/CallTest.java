package io.signalfactory.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an action gets of a request, and what a client gets of its response, over real HTTP. */
class CallTest {

  private final AtomicReference<Call> seen = new AtomicReference<>();

  private Response see(Call call) {
    seen.set(call);
    return Response.json(201, JsonNodeFactory.instance.objectNode().put("made", true));
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return new ObjectMapper().readTree(response.body());
  }

  @Test
  void givesTheActionTheBodyTheHeadersAndTheCaller() throws Exception {
    // given
    Route route = Route.post("/things/{name}", List.of("force"), "makes one", this::see);
    try (ListenerKit server = ListenerKit.start(route)) {

      // when
      HttpResponse<String> response =
          server.post("/things/a%20b?force=true", "größe", "If-Match", "\"3\"", "X-Two", "a");

      // then
      assertThat(response.statusCode()).isEqualTo(201);
      Call call = seen.get();
      assertThat(call.method()).isEqualTo("POST");
      assertThat(call.target()).isEqualTo("/things/a%20b?force=true");
      assertThat(call.path("name")).isEqualTo("a b");
      assertThat(call.query().text("force")).contains("true");
      assertThat(new String(call.body(), StandardCharsets.UTF_8)).isEqualTo("größe");
      assertThat(call.header("if-match")).contains("\"3\"");
      assertThat(call.header("X-TWO")).contains("a");
      assertThat(call.header("X-Absent")).isEmpty();
      assertThat(call.caller()).isEqualTo(new Caller(Caller.ANONYMOUS, "127.0.0.1"));
    }
  }

  @Test
  void doesNotGiveTheTokenToActions() {
    // given
    try (ListenerKit server =
        ListenerKit.start(Route.post("/things", List.of(), "makes one", this::see))) {

      // when
      server.post("/things", "x", "Authorization", "Bearer secret");

      // then
      assertThat(seen.get().headers()).doesNotContainKey("authorization");
      assertThat(seen.get().header("Authorization")).isEmpty();
    }
  }

  @Test
  void takesABodyOfTheLargestSize() {
    // given
    try (ListenerKit server =
        ListenerKit.start(Route.post("/things", List.of(), "makes one", this::see))) {

      // when
      HttpResponse<String> response = server.post("/things", "x".repeat(RequestBody.MAX_BYTES));

      // then
      assertThat(response.statusCode()).isEqualTo(201);
      assertThat(seen.get().body()).hasSize(RequestBody.MAX_BYTES);
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void refusesALargerBodyWhetherItsLengthIsAnnouncedOrNot(boolean announced) throws Exception {
    // given
    byte[] large = new byte[RequestBody.MAX_BYTES + 1];
    try (ListenerKit server =
        ListenerKit.start(Route.post("/things", List.of(), "makes one", this::see))) {

      // when
      HttpResponse<String> response =
          server.send(
              "POST",
              "/things",
              announced
                  ? BodyPublishers.ofByteArray(large)
                  : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

      // then
      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(json(response).path("type").asText())
          .isEqualTo("urn:signal-factory:problem:too-large");
      assertThat(seen.get()).isNull();
    }
  }

  @Test
  void refusesABodyThatDoesNotComeAsItsHeadersSay() throws Exception {
    // given
    try (ListenerKit server =
            ListenerKit.start(Route.post("/things", List.of(), "makes one", this::see));
        Socket socket = new Socket("127.0.0.1", server.listener.port())) {
      socket.setSoTimeout((int) ListenerKit.PATIENCE.toMillis());

      // when
      socket
          .getOutputStream()
          .write(
              "POST /things HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                  .concat("Transfer-Encoding: chunked\r\n\r\nno chunk\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

      // then
      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
      assertThat(seen.get()).isNull();
    }
  }

  @Test
  void answersWithEveryMistakeOfABody() throws Exception {
    // given
    Route route =
        Route.post(
            "/things",
            List.of(),
            "makes one",
            call -> {
              throw ProblemException.invalid(
                  "the thing has mistakes",
                  List.of(new Mistake("'tier' must be 1 to 3", 7, 9), Mistake.of("too short")));
            });
    try (ListenerKit server = ListenerKit.start(route)) {

      // when
      HttpResponse<String> response = server.post("/things", "x");

      // then
      assertThat(response.statusCode()).isEqualTo(422);
      assertThat(response.headers().firstValue("Content-Type"))
          .contains("application/problem+json");
      assertThat(json(response).path("errors"))
          .isEqualTo(
              new ObjectMapper()
                  .readTree(
                      """
                      [{"detail": "'tier' must be 1 to 3", "line": 7, "column": 9},
                       {"detail": "too short", "line": null, "column": null}]
                      """));
    }
  }

  @Test
  void answers304ToAClientThatHasTheAnswerAlready() {
    // given
    Route route =
        Route.get("/thing", List.of(), "a thing", call -> Response.text("same").withETag());
    try (ListenerKit server = ListenerKit.start(route)) {
      HttpResponse<String> first = server.get("/thing");
      String tag = first.headers().firstValue("ETag").orElseThrow();

      // when
      HttpResponse<String> again = server.get("/thing", "If-None-Match", "\"other\", " + tag);
      HttpResponse<String> other = server.get("/thing", "If-None-Match", "\"other\"");

      // then
      assertThat(first.headers().firstValue("Cache-Control")).contains("private, no-cache");
      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.headers().firstValue("ETag")).contains(tag);
      assertThat(other.statusCode()).isEqualTo(200);
      assertThat(other.body()).isEqualTo("same");
    }
  }

  @Test
  void answers503WhenAnActionTakesTooLong() throws Exception {
    // given
    CountDownLatch interrupted = new CountDownLatch(1);
    Route hangs =
        Route.get(
            "/hangs",
            List.of(),
            "hangs",
            call -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return Response.text("too late");
            });
    Duration limit = Duration.ofMillis(200);
    WorkLimits limits = new WorkLimits(limit, limit, limit, limit);
    try (ListenerKit server =
        ListenerKit.start(
            Listening.at("127.0.0.1", 0, "http.port"), AccessPolicy.everybody(), limits, hangs)) {

      // when
      HttpResponse<String> response = server.get("/hangs");

      // then
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).contains("5");
      assertThat(json(response).path("type").asText())
          .isEqualTo("urn:signal-factory:problem:timed-out");
      assertThat(
              interrupted.await(
                  ListenerKit.PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
          .isTrue();
    }
  }

  @Test
  void answersBelowItsBasePathAndProbesWithoutItToo() {
    // given
    Listening below = new Listening("127.0.0.1", 0, "http.port", List.of(), "/signals", null);
    try (ListenerKit server =
        ListenerKit.start(
            below,
            AccessPolicy.everybody(),
            Route.probe("/alive", "a probe", call -> Response.text("alive")),
            Route.get("/thing", List.of(), "a thing", call -> Response.text(call.target())),
            Route.peer("/internal/thing", List.of(), "its own", call -> Response.text("own")))) {

      // when
      List<Integer> statuses =
          java.util.stream.Stream.of(
                  "/signals/alive",
                  "/alive",
                  "/signals/thing",
                  "/thing",
                  "/internal/thing",
                  "/signals/internal/thing")
              .map(path -> server.get(path).statusCode())
              .toList();

      // then
      assertThat(statuses).containsExactly(200, 200, 200, 404, 200, 404);
      assertThat(server.get("/signals/thing").body()).isEqualTo("/thing");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site, 403",
    "Sec-Fetch-Site, same-site, 403",
    "Sec-Fetch-Site, same-origin, 201",
    "Sec-Fetch-Site, none, 201",
    "Origin, https://evil.example, 403",
    "Origin, null, 403"
  })
  void refusesAChangeWithoutATokenFromAPageOfAnotherSite(String header, String value, int status) {
    // given
    try (ListenerKit server =
        ListenerKit.start(Route.post("/things", List.of(), "makes one", this::see))) {

      // when
      HttpResponse<String> response = server.post("/things", "x", header, value);

      // then
      assertThat(response.statusCode()).isEqualTo(status);
    }
  }

  @Test
  void takesAChangeWithoutATokenFromItsOwnPage() {
    // given
    try (ListenerKit server =
        ListenerKit.start(Route.post("/things", List.of(), "makes one", this::see))) {

      // when
      HttpResponse<String> response =
          server.post("/things", "x", "Origin", server.listener.url().toString());

      // then
      assertThat(response.statusCode()).isEqualTo(201);
    }
  }
}
