package io.signalfactory.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.signalfactory.live.MemoryLog;
import io.signalfactory.lookback.MemoryEvidence;
import io.signalfactory.sampling.MemorySampler;
import io.signalfactory.server.http.Access;
import io.signalfactory.server.http.Route;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may make which call. Every route that the server has is called, so a new one is covered. */
class AccessTest {

  private static final String SECRET = "-0123456789abcdef";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Map<String, String> ALL_TOKENS =
      Map.of(
          "http.read.tokens", "reader:read" + SECRET,
          "http.write.tokens", "writer:old" + SECRET + ",writer2:write" + SECRET,
          "http.peer.tokens", "instances:peer" + SECRET);

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  /** What a caller sends, and which calls that lets them make. */
  enum Sent {
    NOTHING(null),
    WRONG("Bearer wrong" + SECRET),
    NO_BEARER("Basic cmVhZDpzZWNyZXQ="),
    ALMOST_WRITE("Bearer write" + SECRET + "0"),
    READ("Bearer read" + SECRET),
    WRITE("bearer write" + SECRET),
    OTHER_WRITE("Bearer old" + SECRET),
    PEER("Bearer peer" + SECRET);

    private final String authorization;

    Sent(String authorization) {
      this.authorization = authorization;
    }

    private Set<Access> may() {
      return switch (this) {
        case NOTHING, WRONG, NO_BEARER, ALMOST_WRITE -> Set.of(Access.OPEN);
        case READ -> Set.of(Access.OPEN, Access.READ);
        case WRITE, OTHER_WRITE -> Set.of(Access.OPEN, Access.READ, Access.WRITE);
        case PEER -> Set.of(Access.OPEN, Access.PEER);
      };
    }

    private boolean isKnown() {
      return may().size() > 1;
    }
  }

  private static HttpServer start(Map<String, String> settings) {
    return HttpServer.start(
        ServerFixture.settings(settings),
        new ScriptedInstance(),
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
        InstantSource.system(),
        new MemoryLog(),
        new MemoryEvidence(),
        new MemorySampler(),
        ServerFixture.NO_READERS);
  }

  private HttpResponse<InputStream> call(HttpServer server, Route route, String authorization)
      throws Exception {
    String path =
        route
            .path()
            .replace("{urn}", "urn:dp:orders:created")
            .replace("{signal}", "volume")
            .replaceAll("\\{[a-z_]+}", "x");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .timeout(PATIENCE)
            .method(route.method(), BodyPublishers.noBody());
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    // The body may be one that does not end.
    HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
    response.body().close();
    return response;
  }

  @ParameterizedTest
  @EnumSource(Sent.class)
  void everyRouteAsksForItsKindOfToken(Sent sent) throws Exception {
    // given
    List<String> wrong = new ArrayList<>();
    try (HttpServer server = start(ALL_TOKENS)) {
      assertThat(server.routes()).hasSizeGreaterThan(10);
      for (Route route : server.routes()) {

        // when
        HttpResponse<InputStream> response = call(server, route, sent.authorization);

        // then
        int status = response.statusCode();
        boolean refused = status == 401 || status == 403;
        boolean challenged = response.headers().firstValue("WWW-Authenticate").isPresent();
        int expected = sent.isKnown() ? 403 : 401;
        if (sent.may().contains(route.access())
            ? refused
            : status != expected || challenged != (expected == 401)) {
          wrong.add(route.method() + " " + route.path() + " " + route.access() + ": " + status);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyRouteIsOpenOnLoopbackWithoutTokens() throws Exception {
    // given
    List<String> refused = new ArrayList<>();
    try (HttpServer server = start(Map.of())) {
      for (Route route : server.routes()) {

        // when
        int status = call(server, route, null).statusCode();

        // then
        if (status == 401 || status == 403) {
          refused.add(route.method() + " " + route.path() + ": " + status);
        }
      }
    }
    assertThat(refused).isEmpty();
  }

  @Test
  void publicReadsNeedNoTokenAndEverythingElseDoes() throws Exception {
    // given
    Map<String, String> settings = new HashMap<>(ALL_TOKENS);
    settings.put("http.read.public", "true");
    settings.put("http.host", "0.0.0.0");
    List<String> wrong = new ArrayList<>();
    try (HttpServer server = start(settings)) {
      for (Route route : server.routes()) {

        // when
        int status = call(server, route, null).statusCode();

        // then
        boolean free = route.access() == Access.OPEN || route.access() == Access.READ;
        if (free == (status == 401)) {
          wrong.add(route.method() + " " + route.path() + ": " + status);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void aTokenIsReplacedWithoutARestart() throws Exception {
    // given
    Path file = folder.resolve("tokens.properties");
    Files.writeString(file, "read=old:first" + SECRET);
    try (HttpServer server = start(Map.of("http.tokens.file", file.toString()))) {
      Route route =
          server.routes().stream().filter(r -> r.access() == Access.READ).findFirst().orElseThrow();
      int before = call(server, route, "Bearer second" + SECRET).statusCode();

      // when
      Files.writeString(file, "read=old:first" + SECRET + ",new:second" + SECRET);

      // then
      assertThat(before).isEqualTo(401);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> call(server, route, "Bearer second" + SECRET).statusCode() != 401);
      assertThat(call(server, route, "Bearer first" + SECRET).statusCode()).isNotEqualTo(401);
    }
  }

  @Test
  void theManagementPortHasHealthAndMetricsWithoutATokenAndNothingElse() throws Exception {
    // given
    Map<String, String> settings = new HashMap<>(ALL_TOKENS);
    settings.put("http.management.port", "0");
    settings.put("http.base.path", "/signals");
    try (HttpServer server = start(settings)) {
      String management = "http://127.0.0.1:" + server.managementPort().orElseThrow();

      // when
      List<Integer> statuses = new ArrayList<>();
      for (String path :
          List.of("/health/live", "/health/ready", "/metrics", "/api/v1/signals", "/")) {
        statuses.add(
            client
                .send(
                    HttpRequest.newBuilder(URI.create(management + path)).timeout(PATIENCE).build(),
                    BodyHandlers.discarding())
                .statusCode());
      }

      // then
      assertThat(statuses).containsExactly(200, 200, 200, 404, 404);
    }
  }
}
