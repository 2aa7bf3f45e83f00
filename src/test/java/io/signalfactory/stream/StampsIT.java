package io.signalfactory.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.config.TopicSpec;
import io.signalfactory.testkit.BrokerFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Timestamps that a real broker keeps, or writes itself. */
class StampsIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BY_BROKER = "raw.stamps.broker";
  private static final String BY_PRODUCER = "raw.stamps.producer";
  private static final long LONG_AGO_MS = 1_700_000_000L;

  /** Who reads late can trust the broker alone: a producer's timestamp may as well be behind. */
  @Test
  void anEventAheadOfTheBrokersTimestampIsInTheFutureHoweverLateItIsRead() throws Exception {
    // given
    Settings settings = prepare();
    Instant ahead = Instant.now().plusSeconds(10);
    for (String topic : List.of(BY_BROKER, BY_PRODUCER)) {
      BROKER.produce(
          List.of(
              new ProducerRecord<>(topic, event(ahead)),
              new ProducerRecord<>(topic, 0, LONG_AGO_MS, null, event(ahead.minusSeconds(20)))));
    }
    await().atMost(PATIENCE).until(() -> Instant.now().isAfter(ahead));
    // when
    Map<String, String> codes = new TreeMap<>();
    try (StreamApplication application =
        new StreamApplication(settings, new SimpleMeterRegistry())) {
      application.start();
      assertThat(application.awaitRunning(PATIENCE)).isTrue();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(BROKER.readCommitted(settings.evidenceTopic())).hasSize(4));
      BROKER.readCommitted(settings.evidenceTopic()).stream()
          .map(StampsIT::json)
          .forEach(e -> codes.put(place(e), e.path("gates").findValuesAsText("code").toString()));
    }
    // then
    assertThat(codes)
        .containsExactly(
            Map.entry(BY_BROKER + "@0", "[PRODUCER_FROM_MAPPING, EVENT_TIME_IN_FUTURE]"),
            Map.entry(BY_BROKER + "@1", "[PRODUCER_FROM_MAPPING]"),
            Map.entry(BY_PRODUCER + "@0", "[PRODUCER_FROM_MAPPING]"),
            Map.entry(BY_PRODUCER + "@1", "[PRODUCER_FROM_MAPPING, RECORD_TIME_IMPLAUSIBLE]"));
  }

  private static Settings prepare() throws Exception {
    Settings settings =
        BROKER.settings(
            Map.of(
                "commit.interval.ms", "500",
                "application.id", "stamps",
                "topic.prefix", "stamps.",
                "raw.topic.pattern", "raw\\.stamps\\..+",
                "topics.replication.factor", "1"));
    try (Admin admin = BROKER.admin()) {
      TopicAdmin topics = new TopicAdmin(admin);
      topics.create(OwnTopics.of(settings));
      topics.create(
          List.of(
              new TopicSpec(
                  BY_BROKER, 1, (short) 1, Map.of("message.timestamp.type", "LogAppendTime")),
              new TopicSpec(BY_PRODUCER, 1, (short) 1, Map.of())));
    }
    for (String topic : List.of(BY_BROKER, BY_PRODUCER)) {
      String urn = "urn:dp:stamps:" + topic.substring(topic.lastIndexOf('.') + 1);
      BROKER.produce(
          List.of(
              new ProducerRecord<>(
                  settings.contractsTopic(), urn.getBytes(UTF_8), contract(urn, topic))));
    }
    return settings;
  }

  private static byte[] contract(String urn, String topic) {
    return """
        apiVersion: odcs/v1
        kind: DataContract
        metadata: {name: stamps, version: "1", owner: team, tier: 1}
        spec:
          dataset: {urn: "%s", topic: %s, producer: meters, futureToleranceSeconds: 1}
        """
        .formatted(urn, topic)
        .getBytes(UTF_8);
  }

  private static byte[] event(Instant time) {
    return ("{\"event_time\":\"" + time + "\"}").getBytes(UTF_8);
  }

  private static String place(JsonNode evidence) {
    JsonNode source = evidence.path("source");
    return source.path("topic").asText() + "@" + source.path("offset").asText();
  }

  private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
    try {
      return JSON.readTree(record.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
