package io.signalfactory.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.signalfactory.checklist.BreachReaders;
import io.signalfactory.checklist.Readers;
import io.signalfactory.checklist.Wiring;
import io.signalfactory.config.Settings;
import io.signalfactory.control.ContractLedger;
import io.signalfactory.control.DeploymentPublisher;
import io.signalfactory.gate.IdentityRules;
import io.signalfactory.live.MemoryLog;
import io.signalfactory.lookback.MemoryEvidence;
import io.signalfactory.peer.Peers;
import io.signalfactory.query.Samples;
import io.signalfactory.sampling.MemorySampler;
import io.signalfactory.sampling.SharedSampler;
import io.signalfactory.server.api.ControlPlane;
import io.signalfactory.server.api.Drafting;
import io.signalfactory.server.api.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server on a free port, for an instance that the test scripts. */
public final class ServerFixture
    implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  public final ScriptedInstance instance = new ScriptedInstance();

  /** The topics of signals and breaches. */
  public final MemoryLog changes = new MemoryLog();

  /** The Evidence topic. */
  public final MemoryEvidence evidence = new MemoryEvidence();

  /** The raw topics. */
  public final MemorySampler sampler = new MemorySampler();

  /** Nobody reads the breaches topic. */
  public static final BreachReaders NO_READERS = () -> new Readers(List.of(), null);

  /** Who reads the breaches topic. */
  public volatile Readers readers = NO_READERS.now();

  public final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;
  private ApiDescription description;

  /** Other instances, asked without credentials. */
  public static Peers peers() {
    return Peers.connect(null, Map::of);
  }

  static Settings settings(Map<String, String> overrides) {
    Map<String, String> all = new java.util.HashMap<>();
    all.put("bootstrap.servers", "127.0.0.1:1");
    all.put("http.port", "0");
    all.putAll(overrides);
    return Settings.of(all);
  }

  /** Drafts contracts of topics in memory. */
  public static Drafting drafting() {
    return new Drafting(
        new SharedSampler(new MemorySampler(), Pattern.compile("raw\\..+")),
        new IdentityRules(List.of(), List.of(), Map.of()));
  }

  /** Knows of nobody who reads breaches. */
  public static Verification verification() {
    return new Verification(
        NO_READERS,
        new Wiring("x-obs-producer-service", "x-obs-producer-version", "signal_factory.breaches"));
  }

  /** Changes nothing, as there is no cluster. */
  public static ControlPlane control() {
    Settings settings = settings(Map.of());
    Duration patience = Duration.ofMillis(100);
    return new ControlPlane(
        new ContractLedger(settings, () -> urn -> 0, InstantSource.system(), patience),
        new DeploymentPublisher(settings, patience),
        patience);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    server =
        HttpServer.start(
            settings(Map.of()),
            instance,
            registry,
            InstantSource.fixed(Samples.NOW),
            changes,
            evidence,
            sampler,
            () -> readers);
    description = new ApiDescription(send("GET", "/openapi.json").body());
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    instance.reset();
    readers = NO_READERS.now();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    server.close();
  }

  /** The port that the server listens on. */
  public int port() {
    return server.port();
  }

  HttpServer server() {
    return server;
  }

  public ApiDescription description() {
    return description;
  }

  /** Sends a GET, and checks that the description of the API has such a response. */
  public HttpResponse<String> get(String path, String... headers) {
    return described("GET", path, BodyPublishers.noBody(), headers);
  }

  /** Sends a POST, and checks that the description of the API has such a response. */
  public HttpResponse<String> post(String path, String body, String... headers) {
    return described("POST", path, BodyPublishers.ofString(body), headers);
  }

  /** Sends a DELETE, and checks that the description of the API has such a response. */
  public HttpResponse<String> delete(String path, String... headers) {
    return described("DELETE", path, BodyPublishers.noBody(), headers);
  }

  private HttpResponse<String> described(
      String method, String path, BodyPublisher body, String... headers) {
    HttpResponse<String> response = send(method, path, body, headers);
    description.requireDescribed(
        method,
        path.split("\\?", -1)[0],
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(null),
        response.body());
    return response;
  }

  public JsonNode json(String path) {
    return ApiDescription.read(get(path).body());
  }

  public HttpResponse<String> send(String method, String path, String... headers) {
    return send(method, path, BodyPublishers.noBody(), headers);
  }

  private HttpResponse<String> send(
      String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .timeout(PATIENCE)
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends these bytes and reads until the server closes the connection. */
  public String raw(String request) {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
