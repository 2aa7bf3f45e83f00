package io.signalfactory.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.stream.StreamApplication;
import io.signalfactory.testkit.BrokerFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two instances of one application on a real broker, steered over HTTP. */
class ControlApiIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String RAW = "raw.steered";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private static Path folder;

  private static Settings settings;
  private static Running first;
  private static Running second;

  private static final class Running implements AutoCloseable {
    private final PrometheusMeterRegistry registry =
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final StreamApplication application;
    private final HttpServer server;

    Running(Settings settings) {
      application = new StreamApplication(settings, registry);
      application.start();
      server = HttpServer.start(settings, application, registry);
    }

    @Override
    public void close() {
      server.close();
      application.close();
    }
  }

  private static Settings settings(String state) {
    int port = freePort();
    return BROKER.settings(
        Map.of(
            "application.id",
            "steered",
            "topic.prefix",
            "steered.",
            "raw.topic.pattern",
            RAW,
            "topics.replication.factor",
            "1",
            "signals.partitions",
            "2",
            "http.port",
            Integer.toString(port),
            "http.advertised.url",
            "http://127.0.0.1:" + port,
            "state.dir",
            folder.resolve(state).toString(),
            "commit.interval.ms",
            "100"));
  }

  /** A port that was free a moment ago: an instance advertises it before it listens. */
  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    settings = settings("first");
    try (Admin admin = BROKER.admin()) {
      new TopicAdmin(admin).create(OwnTopics.of(settings));
    }
    BROKER.createTopic(RAW, 2);
    first = new Running(settings);
    second = new Running(settings("second"));
    assertThat(first.application.awaitRunning(PATIENCE)).isTrue();
    assertThat(second.application.awaitRunning(PATIENCE)).isTrue();
  }

  @AfterAll
  static void stop() {
    if (second != null) {
      second.close();
    }
    if (first != null) {
      first.close();
    }
  }

  private static HttpResponse<String> send(
      Running instance, String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(instance.server.url() + path))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.sendAsync(request.build(), BodyHandlers.ofString()).join();
  }

  private static HttpResponse<String> post(
      Running instance, String path, String contract, String... more) {
    List<String> headers = new ArrayList<>(List.of(more));
    headers.addAll(List.of("Content-Type", "application/yaml"));
    return send(instance, "POST", path, contract, headers.toArray(String[]::new));
  }

  private static JsonNode get(Running instance, String path) {
    HttpResponse<String> response = send(instance, "GET", path, "");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return ApiDescription.read(response.body());
  }

  private static JsonNode body(HttpResponse<String> response) {
    return ApiDescription.read(response.body());
  }

  private static String contract(String name, int version, String... required) {
    StringBuilder text =
        new StringBuilder(
            """
            apiVersion: odcs/v1
            kind: DataContract
            metadata: {name: %s, version: "%d", owner: orders-team, tier: 1}
            spec:
              dataset:
                urn: "urn:dp:steered:%s"
                topic: %s
                match: {field: kind, equals: %s}
              slos: {freshness: {maxDelaySeconds: 900}}
              fields:
                required:
                  - {name: kind, type: string}
            """
                .formatted(name, version, name, RAW, name));
    for (String field : required) {
      text.append("      - {name: ").append(field).append(", type: string}\n");
    }
    return text.toString();
  }

  private static String tag(HttpResponse<String> response) {
    return response.headers().firstValue("ETag").orElseThrow();
  }

  @Test
  void theAnswerComesWhenTheInstanceHasTheContractInForce() {
    // when
    HttpResponse<String> created = post(first, "/api/v1/contracts", contract("created", 1));
    // then: asked at once
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(body(created).path("in_effect").asBoolean()).isTrue();
    HttpResponse<String> shown = send(first, "GET", "/api/v1/contracts/urn:dp:steered:created", "");
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(tag(shown)).isEqualTo(tag(created));
    JsonNode versions = get(first, "/api/v1/contracts/urn:dp:steered:created/versions");
    assertThat(versions.at("/items/0/by").asText()).isEqualTo("anonymous");
    assertThat(versions.at("/items/0/via").asText()).isEqualTo("HTTP");
    assertThat(versions.at("/items/0/changes/0").asText()).isEqualTo("new");
  }

  @Test
  void anotherVersionTakesItsPlaceAndTheSameOneChangesNothing() {
    // given
    post(first, "/api/v1/contracts", contract("updated", 1));
    String newer = contract("updated", 2).replace("900", "600");
    // when
    HttpResponse<String> updated = post(second, "/api/v1/contracts", newer);
    HttpResponse<String> again = post(first, "/api/v1/contracts", newer);
    // then
    assertThat(updated.statusCode()).isEqualTo(200);
    assertThat(body(updated).at("/contracts/0/result").asText()).isEqualTo("updated");
    assertThat(body(updated).at("/contracts/0/changes").toString())
        .isEqualTo("[\"version 1 → 2\",\"freshness limit 900 → 600 s\"]");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(body(again).at("/contracts/0/result").asText()).isEqualTo("unchanged");
  }

  @Test
  void aBreakingVersionIsRefusedWithEveryDifferenceAndCanBeForced() {
    // given
    post(first, "/api/v1/contracts", contract("breaking", 1));
    String breaking = contract("breaking", 2, "customer_id", "shop_id");
    // when
    HttpResponse<String> refused = post(first, "/api/v1/contracts", breaking);
    HttpResponse<String> forced = post(first, "/api/v1/contracts?force=true", breaking);
    // then
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(body(refused).at("/contracts/0/differences").findValuesAsText("message"))
        .anyMatch(message -> message.contains("'customer_id'"))
        .anyMatch(message -> message.contains("'shop_id'"));
    assertThat(forced.statusCode()).isEqualTo(200);
  }

  @Test
  void aRetiredContractIsGoneAtOnceAndItsHistoryStays() {
    // given
    post(first, "/api/v1/contracts", contract("retired", 1));
    // when
    HttpResponse<String> retired =
        send(first, "DELETE", "/api/v1/contracts/urn:dp:steered:retired", "");
    // then
    assertThat(retired.statusCode()).as(retired.body()).isEqualTo(200);
    assertThat(send(first, "GET", "/api/v1/contracts/urn:dp:steered:retired", "").statusCode())
        .isEqualTo(404);
    assertThat(
            get(first, "/api/v1/contracts/urn:dp:steered:retired/versions")
                .path("items")
                .findValuesAsText("change"))
        .containsExactly("RETIRED", "APPLIED");
  }

  @Test
  void ofTwoWritersAtTwoInstancesInTheSameMomentOneIsToldThatItWasOvertaken() throws Exception {
    // given
    HttpResponse<String> latest = post(first, "/api/v1/contracts", contract("contended", 1));
    List<String> outcomes = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      String seen = tag(latest);
      int next = 2 + 2 * round;
      // when
      CompletableFuture<HttpResponse<String>> one =
          CompletableFuture.supplyAsync(
              () ->
                  post(first, "/api/v1/contracts", contract("contended", next), "If-Match", seen));
      CompletableFuture<HttpResponse<String>> other =
          CompletableFuture.supplyAsync(
              () ->
                  post(
                      second,
                      "/api/v1/contracts",
                      contract("contended", next + 1),
                      "If-Match",
                      seen));
      HttpResponse<String> a = one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      HttpResponse<String> b = other.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      outcomes.add(
          Math.min(a.statusCode(), b.statusCode())
              + " "
              + Math.max(a.statusCode(), b.statusCode()));
      latest = a.statusCode() == 200 ? a : b;
    }
    // then
    assertThat(outcomes).containsOnly("200 412").hasSize(5);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode here = get(first, "/api/v1/contracts/urn:dp:steered:contended/versions");
              assertThat(here.path("items")).hasSize(6);
              assertThat(get(second, "/api/v1/contracts/urn:dp:steered:contended/versions"))
                  .isEqualTo(here);
            });
  }

  @Test
  void aDryRunSaysWhatWouldChangeAndChangesNothing() {
    // given
    post(first, "/api/v1/contracts", contract("tried", 1));
    String proposal = contract("tried", 2, "total_amount").replace("900", "600");
    // when
    HttpResponse<String> tried = post(first, "/api/v1/contracts?dry_run=true", proposal);
    // then
    assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
    JsonNode one = body(tried).at("/contracts/0");
    assertThat(one.path("changes").toString())
        .isEqualTo(
            "[\"version 1 → 2\",\"now required: total_amount\",\"freshness limit 900 → 600 s\"]");
    assertThat(one.path("breaks_compatibility").asBoolean()).isTrue();
    assertThat(one.at("/last_hour/cannot_tell")).isNotEmpty();
    assertThat(
            get(first, "/api/v1/contracts/urn:dp:steered:tried").at("/metadata/version").asText())
        .isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hour-a", "hour-b", "hour-c", "hour-d"})
  void aDryRunShowsTheSameLastHourOnAnyInstance(String name) {
    // given
    post(first, "/api/v1/contracts", contract(name, 1));
    String states = "/api/v1/signals/urn:dp:steered:" + name;
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(get(first, states).path("items")).isNotEmpty();
              assertThat(get(second, states).path("items")).isNotEmpty();
            });
    String proposal = contract(name, 2).replace("900", "600");
    // when
    JsonNode one = body(post(first, "/api/v1/contracts?dry_run=true", proposal));
    JsonNode other = body(post(second, "/api/v1/contracts?dry_run=true", proposal));
    // then
    assertThat(one.at("/contracts/0/last_hour/cannot_tell").toString())
        .isEqualTo(
            "[\"whether the limit of freshness would have been kept: too little is stored of the"
                + " last hour\"]");
    assertThat(other.at("/contracts/0/last_hour/cannot_tell"))
        .isEqualTo(one.at("/contracts/0/last_hour/cannot_tell"));
  }

  @Test
  void aDeploymentIsTheVersionOfRecordsThatNameNone() throws Exception {
    // given
    HttpResponse<String> reported =
        send(
            first,
            "POST",
            "/api/v1/deployments",
            "{\"service\":\"orders-svc\",\"version\":\"v3.18\","
                + "\"url\":\"https://ci.example.org/runs/7\"}",
            "Content-Type",
            "application/json");
    assertThat(reported.statusCode()).as(reported.body()).isEqualTo(201);
    assertThat(body(reported).at("/deployment/environment").asText()).isEqualTo("default");
    // when: records of both partitions, until each instance knows
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              produceToBothPartitions();
              // then
              assertThat(versionsOfPartition(0)).contains("v3.18");
              assertThat(versionsOfPartition(1)).contains("v3.18");
            });
  }

  private static void produceToBothPartitions() throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int partition = 0; partition < 2; partition++) {
      records.add(
          new ProducerRecord<>(
              RAW,
              partition,
              null,
              null,
              "{}".getBytes(StandardCharsets.UTF_8),
              List.<Header>of(
                  new RecordHeader(
                      "x-obs-producer-service", "orders-svc".getBytes(StandardCharsets.UTF_8)))));
    }
    BROKER.produce(records);
  }

  private static List<String> versionsOfPartition(int partition) {
    return BROKER.readCommitted(settings.evidenceTopic()).stream()
        .map(record -> ApiDescription.read(new String(record.value(), StandardCharsets.UTF_8)))
        .filter(evidence -> evidence.at("/source/partition").asInt() == partition)
        .map(evidence -> evidence.at("/producer/version").asText("none"))
        .toList();
  }
}
