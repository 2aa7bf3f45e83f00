package io.signalfactory.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.local.LoopbackPort;
import io.signalfactory.testkit.BrokerFixture;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Kills the production application, in a process of its own, in the middle of its work. */
class CrashIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TOPIC = "raw.crash.events";
  private static final String URN = "urn:dp:crash:events";
  private static final int BATCHES = 10;
  private static final int BATCH = 4_000;

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder;
  private Path config;
  private int port;
  private Settings settings;
  private Process application;

  @BeforeEach
  void prepare() throws Exception {
    port = LoopbackPort.claim(0);
    config = folder.resolve("crash.properties");
    Files.writeString(
        config,
        """
        bootstrap.servers=%s
        application.id=crash
        topic.prefix=crash.
        raw.topic.pattern=raw\\\\.crash\\\\..+
        topics.replication.factor=1
        state.dir=%s
        http.port=%d
        consumer.group.instance.id=crash
        """
            .formatted(BROKER.bootstrapServers(), folder.resolve("state"), port));
    settings = Settings.load(config, Map.of());
    try (Admin admin = BROKER.admin()) {
      new TopicAdmin(admin).create(OwnTopics.of(settings));
    }
    BROKER.createTopic(TOPIC, 3);
  }

  @AfterEach
  void stop() {
    if (application != null) {
      application.destroyForcibly();
    }
  }

  private Process start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            SignalFactory.class.getName(),
            "run",
            "--config",
            config.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "log")))
        .start();
  }

  private static List<ProducerRecord<byte[], byte[]>> batch(int number) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      byte[] value = ("{\"id\":" + (number * BATCH + i) + "}").getBytes(StandardCharsets.UTF_8);
      records.add(new ProducerRecord<>(TOPIC, value, value));
    }
    return records;
  }

  @Test
  void aKillInTheMiddleLosesAndRepeatsNothing() throws Exception {
    // given
    Instant begin = Instant.now();
    application = start();
    for (int number = 0; number < BATCHES / 2; number++) {
      BROKER.produce(batch(number));
    }
    await().atMost(PATIENCE).until(() -> !evidence().isEmpty());
    for (int number = BATCHES / 2; number < BATCHES; number++) {
      BROKER.produce(batch(number));
    }
    // when
    application.destroyForcibly().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    int atTheKill = evidence().size();
    application = start();
    // then
    int all = BATCHES * BATCH;
    await().atMost(PATIENCE).until(() -> evidence().size() >= all);
    Set<String> coordinates = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : evidence()) {
      JsonNode source = JSON.readTree(record.value()).get("source");
      coordinates.add(source.get("partition") + "/" + source.get("offset"));
    }
    assertThat(atTheKill).isLessThan(all);
    assertThat(evidence()).hasSize(all);
    assertThat(coordinates).hasSize(all);
    await().atMost(PATIENCE).until(() -> events(begin) >= all);
    assertThat(events(begin)).isEqualTo(all);
  }

  private List<ConsumerRecord<byte[], byte[]>> evidence() {
    return BROKER.readCommitted(settings.evidenceTopic());
  }

  /** The dataset's events since the hour of {@code begin}, according to the instance. */
  private long events(Instant begin) {
    String path =
        "/api/v1/signals/" + URN + "/volume/history?step=1h&from=" + begin.minusSeconds(3_600);
    try {
      String body =
          http.send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                  BodyHandlers.ofString())
              .body();
      long sum = 0;
      for (JsonNode window : JSON.readTree(body).path("windows")) {
        sum += window.path("events").asLong();
      }
      return sum;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
