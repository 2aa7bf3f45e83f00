package io.signalfactory.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.server.HttpServer;
import io.signalfactory.stream.StreamApplication;
import io.signalfactory.testkit.BrokerFixture;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From a topic that nobody has prepared to a dataset that is signal-ready, on a real broker. */
class VerifyIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String RAW = "raw.orders.events";
  private static final String URN = "urn:dp:orders:events";
  private static final String CONTRACT =
      """
      apiVersion: odcs/v1
      kind: DataContract
      metadata: {name: orders.events, version: "1", owner: orders-team, tier: 1}
      spec:
        dataset: {urn: "urn:dp:orders:events", topic: raw.orders.events}
        fields:
          required:
            - {name: event_time, type: timestamp}
      """;

  @TempDir private static Path folder;

  private static Settings settings;
  private static StreamApplication application;
  private static HttpServer server;

  @BeforeAll
  static void start() throws Exception {
    settings =
        BROKER.settings(
            Map.of(
                "topics.replication.factor",
                "1",
                "signals.partitions",
                "2",
                "http.port",
                "0",
                "state.dir",
                folder.toString(),
                "commit.interval.ms",
                "100"));
    try (Admin admin = BROKER.admin()) {
      new TopicAdmin(admin).create(OwnTopics.of(settings));
    }
    BROKER.createTopic(RAW, 2);
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    application = new StreamApplication(settings, registry);
    application.start();
    server = HttpServer.start(settings, application, registry);
    assertThat(application.awaitRunning(PATIENCE)).isTrue();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    if (application != null) {
      application.close();
    }
  }

  private static CommandLineRun verify() {
    return CommandLineRun.of("verify", URN, "--url", server.url().toString());
  }

  private static void send(int records, Header... headers) throws Exception {
    List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      byte[] value =
          ("{\"event_time\":\"" + Instant.now() + "\"}").getBytes(StandardCharsets.UTF_8);
      all.add(new ProducerRecord<>(RAW, i % 2, null, null, value, List.of(headers)));
    }
    BROKER.produce(all);
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tellsWhatIsMissingUntilNothingIs() throws Exception {
    // given a producer that names nothing, a topic without contract, and nobody who reads breaches
    send(2);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(verify().lines())
                    .filteredOn(line -> line.startsWith("FAIL"))
                    .extracting(line -> line.substring(6, 23).strip())
                    .containsExactly(
                        "producer_header", "trace_context", "contract", "breach_reader"));
    assertThat(verify().status()).isEqualTo(ExitStatus.CHECK_FAILED);
    assertThat(verify().out()).contains("contracts infer --topic raw.orders.events");
    // when all that it says is done
    send(
        400,
        header("x-obs-producer-service", "orders-svc"),
        header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
    HttpResponse<String> applied =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/contracts"))
                    .header("Content-Type", "application/yaml")
                    .POST(BodyPublishers.ofString(CONTRACT))
                    .build(),
                BodyHandlers.ofString());
    assertThat(applied.statusCode()).as(applied.body()).isEqualTo(201);
    try (KafkaConsumer<byte[], byte[]> onCall =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", BROKER.bootstrapServers(), "group.id", "on-call"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      onCall.subscribe(List.of(settings.breachesTopic()));
      // then
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                var unused = onCall.poll(Duration.ofMillis(100));
                CommandLineRun run = verify();
                assertThat(run.lines()).noneMatch(line -> line.startsWith("FAIL"));
                assertThat(run.status()).isEqualTo(ExitStatus.DONE);
                assertThat(run.lines()).hasSize(10);
              });
      assertThat(verify().out()).contains("consumer group on-call").contains("owner orders-team");
    }
  }
}
