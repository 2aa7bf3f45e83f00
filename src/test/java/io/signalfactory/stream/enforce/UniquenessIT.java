package io.signalfactory.stream.enforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.query.HistoryRequest;
import io.signalfactory.stream.StreamApplication;
import io.signalfactory.tally.Counts;
import io.signalfactory.testkit.BrokerFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Unique rules on a real broker: keys of several raw partitions meet, and a restart keeps them. */
class UniquenessIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PARTITIONS = 3;
  private static final int KEYS = 200;

  private static Settings prepare(String name, String scope) throws Exception {
    String topic = "raw." + name;
    Settings settings =
        BROKER.settings(
            Map.of(
                "application.id",
                name,
                "topic.prefix",
                name + ".",
                "raw.topic.pattern",
                Pattern.quote(topic),
                "topics.replication.factor",
                "1",
                "signals.partitions",
                "2",
                "consumer.session.timeout.ms",
                "6000",
                "consumer.group.instance.id",
                name));
    try (Admin admin = BROKER.admin()) {
      new TopicAdmin(admin).create(OwnTopics.of(settings));
    }
    BROKER.createTopic(topic, PARTITIONS);
    String document =
        """
        apiVersion: odcs/v1
        kind: DataContract
        metadata: {name: test, version: "1", owner: team, tier: 1}
        spec:
          dataset: {urn: "%s", topic: %s}
          fields:
            required:
              - {name: id, type: integer}
          quality:
            rules:
              - {name: once, unique: [id], within: 24h, scope: %s}
        """
            .formatted(urn(name), topic, scope);
    BROKER.produce(
        List.of(
            new ProducerRecord<>(
                settings.contractsTopic(),
                urn(name).getBytes(StandardCharsets.UTF_8),
                document.getBytes(StandardCharsets.UTF_8))));
    return settings;
  }

  private static String urn(String name) {
    return "urn:dp:test:" + name;
  }

  private static StreamApplication start(Settings settings) throws InterruptedException {
    StreamApplication application = new StreamApplication(settings, new SimpleMeterRegistry());
    application.start();
    assertThat(application.awaitRunning(PATIENCE)).isTrue();
    return application;
  }

  /** Every key once in a partition that it does not have by itself. */
  private static void send(String name, int partitionOffset) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int id = 0; id < KEYS; id++) {
      records.add(
          new ProducerRecord<>(
              "raw." + name,
              (id + partitionOffset) % PARTITIONS,
              null,
              ("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8)));
    }
    BROKER.produce(records);
  }

  private static Counts counted(StreamApplication application, String name, Instant from) {
    long minute = from.getEpochSecond() / 60;
    return application
        .queries()
        .history(new HistoryRequest(urn(name), minute, minute + 60))
        .stream()
        .flatMap(history -> history.minutes().values().stream())
        .reduce(Counts.ZERO, Counts::plus);
  }

  private static void awaitCounted(
      StreamApplication application, String name, Instant from, Counts expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(counted(application, name, from)).isEqualTo(expected));
  }

  private static List<String> outcomes(Settings settings) throws Exception {
    List<String> outcomes = new ArrayList<>();
    for (var record : BROKER.readCommitted(settings.evidenceTopic())) {
      outcomes.add(new ObjectMapper().readTree(record.value()).at("/outcome").asText());
    }
    return outcomes;
  }

  @Test
  void aDatasetsDuplicatesAreFoundAcrossPartitionsAndAcrossARestart() throws Exception {
    // given
    String name = "unique-dataset";
    Settings settings = prepare(name, "dataset");
    Instant from = Instant.now();
    try (StreamApplication first = start(settings)) {
      send(name, 0);
      awaitCounted(first, name, from, new Counts(KEYS, 0, KEYS, KEYS, KEYS));
    }
    // when
    try (StreamApplication second = start(settings)) {
      send(name, 1);
      // then
      awaitCounted(second, name, from, new Counts(2 * KEYS, 0, 2 * KEYS, 2 * KEYS, KEYS));
    }
    assertThat(outcomes(settings)).hasSize(2 * KEYS).containsOnly("WARN");
  }

  @Test
  void aPartitionsDuplicatesAreFoundAcrossARestartAndThoseOfOtherPartitionsAreNot()
      throws Exception {
    // given
    String name = "unique-partition";
    Settings settings = prepare(name, "partition");
    Instant from = Instant.now();
    try (StreamApplication first = start(settings)) {
      send(name, 0);
      send(name, 1);
      awaitCounted(first, name, from, new Counts(2 * KEYS, 0, 2 * KEYS, 2 * KEYS, 2 * KEYS));
    }
    // when
    try (StreamApplication second = start(settings)) {
      send(name, 0);
      // then
      awaitCounted(second, name, from, new Counts(3 * KEYS, KEYS, 2 * KEYS, 3 * KEYS, 2 * KEYS));
    }
    assertThat(outcomes(settings)).filteredOn("FAIL"::equals).hasSize(KEYS);
  }
}
