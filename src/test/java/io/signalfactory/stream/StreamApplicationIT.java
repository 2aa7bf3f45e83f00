package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.query.HistoryRequest;
import io.signalfactory.tally.Counts;
import io.signalfactory.testkit.BrokerFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The application on a real broker: hostile bytes, and a restart with its state. */
class StreamApplicationIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Settings prepare(String name, String rawTopic, int partitions) throws Exception {
    return prepare(name, rawTopic, partitions, java.util.regex.Pattern.quote(rawTopic));
  }

  private static Settings prepare(String name, String rawTopic, int partitions, String pattern)
      throws Exception {
    return prepare(name, rawTopic, partitions, pattern, Duration.ofSeconds(1));
  }

  private static Settings prepare(
      String name, String rawTopic, int partitions, String pattern, Duration commitInterval)
      throws Exception {
    Settings settings =
        BROKER.settings(
            Map.of(
                "commit.interval.ms",
                Long.toString(commitInterval.toMillis()),
                "application.id",
                name,
                "topic.prefix",
                name + ".",
                "raw.topic.pattern",
                pattern,
                "topics.replication.factor",
                "1",
                // New topics are found within a second.
                "consumer.metadata.max.age.ms",
                "1000",
                // A thread that died is given up within seconds.
                "consumer.session.timeout.ms",
                "6000",
                // Without it a restart waits for the group to give the first instance up.
                "consumer.group.instance.id",
                name));
    try (Admin admin = BROKER.admin()) {
      new TopicAdmin(admin).create(OwnTopics.of(settings));
    }
    BROKER.createTopic(rawTopic, partitions);
    return settings;
  }

  private static StreamApplication start(Settings settings) throws InterruptedException {
    StreamApplication application = new StreamApplication(settings, new SimpleMeterRegistry());
    application.start();
    assertThat(application.awaitRunning(PATIENCE)).isTrue();
    return application;
  }

  private static void apply(Settings settings, String urn, String topic) throws Exception {
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
        """
            .formatted(urn, topic);
    BROKER.produce(
        List.of(
            new ProducerRecord<>(
                settings.contractsTopic(),
                urn.getBytes(StandardCharsets.UTF_8),
                document.getBytes(StandardCharsets.UTF_8))));
  }

  private static List<JsonNode> evidence(Settings settings) {
    return BROKER.readCommitted(settings.evidenceTopic()).stream()
        .map(StreamApplicationIT::json)
        .toList();
  }

  private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
    try {
      return JSON.readTree(record.value());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<ProducerRecord<byte[], byte[]>> hostileRecords(String topic) {
    byte[] random = new byte[64];
    new Random(7).nextBytes(random);
    byte[] big =
        ("{\"id\":1,\"pad\":\"" + "x".repeat(5 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
    List<byte @Nullable []> values = new ArrayList<>();
    values.add(null);
    values.add(new byte[0]);
    values.add(random);
    values.add(new byte[] {(byte) 0xC3, 0x28});
    values.add("{\"id\":".getBytes(StandardCharsets.UTF_8));
    values.add(("[".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
    values.add(("{\"a\":".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
    values.add(("{\"id\":" + "9".repeat(1000) + "}").getBytes(StandardCharsets.UTF_8));
    values.add("{\"id\":1,\"id\":\"two\"}".getBytes(StandardCharsets.UTF_8));
    values.add(
        "{\"id\":1,\"event_time\":\"0001-01-01T00:00:00Z\"}".getBytes(StandardCharsets.UTF_8));
    values.add(
        "{\"id\":1,\"event_time\":\"9999-12-31T23:59:59Z\"}".getBytes(StandardCharsets.UTF_8));
    values.add(big);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (byte[] value : values) {
      records.add(
          new ProducerRecord<>(
              topic,
              0,
              null,
              random,
              value,
              List.of(
                  new RecordHeader("x-obs-producer-service", random),
                  new RecordHeader("traceparent", "00-zz-1-01".getBytes(StandardCharsets.UTF_8)),
                  new RecordHeader("nothing", null))));
    }
    long year9999 = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();
    records.add(
        new ProducerRecord<>(topic, 0, 0L, null, "{\"id\":1}".getBytes(StandardCharsets.UTF_8)));
    records.add(
        new ProducerRecord<>(
            topic, 0, year9999, null, "{\"id\":1}".getBytes(StandardCharsets.UTF_8)));
    records.add(
        new ProducerRecord<>(topic, 0, null, "{\"id\":1}".getBytes(StandardCharsets.UTF_8)));
    return records;
  }

  @Test
  void anyBytesBecomeOneEvidenceEachInOrderAndTheThreadLivesOn() throws Exception {
    // given
    String topic = "raw.hostile";
    Settings settings = prepare("hostile", topic, 1);
    apply(settings, "urn:dp:test:hostile", topic);
    List<ProducerRecord<byte[], byte[]>> records = hostileRecords(topic);
    try (StreamApplication application = start(settings)) {
      // when
      BROKER.produce(records);
      // then
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(evidence(settings)).hasSize(records.size()));
      List<JsonNode> evidence = evidence(settings);
      for (int offset = 0; offset < records.size(); offset++) {
        assertThat(evidence.get(offset).at("/source/offset").asInt()).isEqualTo(offset);
      }
      assertThat(evidence.get(evidence.size() - 1).at("/outcome").asText()).isEqualTo("WARN");
      assertThat(BROKER.readCommitted(settings.deadLetterTopic())).isEmpty();
      assertThat(application.alive()).isTrue();
    }
  }

  @Test
  void aRestartGoesOnWithContractsTalliesAndEvidence() throws Exception {
    // given
    String topic = "raw.restart";
    String urn = "urn:dp:test:restart";
    int before = 3_000;
    int after = 2_000;
    Settings settings = prepare("restart", topic, 3);
    apply(settings, urn, topic);
    Instant from = Instant.now();
    try (StreamApplication first = start(settings)) {
      BROKER.produce(events(topic, 0, before));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(counted(first, urn, from)).isEqualTo(before));
    }
    // when
    try (StreamApplication second = start(settings)) {
      BROKER.produce(events(topic, before, after));
      // then
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(counted(second, urn, from)).isEqualTo(before + after));
    }
    assertThat(evidence(settings))
        .hasSize(before + after)
        .extracting(e -> e.at("/evidence_id").asText())
        .doesNotHaveDuplicates();
    assertThat(evidence(settings)).allMatch(e -> e.at("/dataset_urn").asText().equals(urn));
  }

  @Test
  void aWiderRawTopicThatAppearsLaterIsReadWithoutARestart() throws Exception {
    // given
    String topic = "raw.wide";
    Settings settings = prepare("wide", topic, 1, topic + ".*");
    try (StreamApplication application = start(settings)) {
      BROKER.produce(events(topic, 0, 10));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(evidence(settings)).hasSize(10));
      // when
      BROKER.createTopic(topic + ".later", 3);
      BROKER.produce(events(topic + ".later", 0, 300));
      // then
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(evidence(settings)).hasSize(310));
      assertThat(application.alive()).isTrue();
    }
  }

  @Test
  void evidenceOfARawPartitionIsInOnePartitionAndInOrder() throws Exception {
    // given: more than a batch in each raw partition, which goes two ways
    String topic = "raw.spread";
    Settings settings = prepare("spread", topic, 3, topic);
    BROKER.produce(events(topic, 0, 600));
    // when
    try (StreamApplication application = start(settings)) {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(evidence(settings)).hasSize(600));
      assertThat(application.alive()).isTrue();
    }
    // then
    Map<Integer, List<Long>> offsets = new TreeMap<>();
    Map<Integer, Set<Integer>> partitions = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : BROKER.readCommitted(settings.evidenceTopic())) {
      JsonNode source = json(record).path("source");
      int raw = source.path("partition").asInt(-1);
      offsets.computeIfAbsent(raw, p -> new ArrayList<>()).add(source.path("offset").asLong(-1));
      partitions.computeIfAbsent(raw, p -> new TreeSet<>()).add(record.partition());
    }
    assertThat(offsets).hasSize(3);
    assertThat(offsets.values())
        .allSatisfy(
            read ->
                assertThat(read)
                    // more than one batch of ENFORCE
                    .hasSizeGreaterThan(32)
                    .isEqualTo(LongStream.range(0, read.size()).boxed().toList()));
    assertThat(partitions.values()).allMatch(found -> found.size() == 1);
    assertThat(Set.copyOf(partitions.values())).hasSize(3);
  }

  @Test
  void theFirstRecordsAfterAStartAreCommittedAtOnce() throws Exception {
    // given
    String topic = "raw.first";
    Settings settings = prepare("first", topic, 1, topic, PATIENCE);
    BROKER.produce(events(topic, 0, 1));
    // when
    try (StreamApplication application = start(settings)) {
      // then
      await()
          .atMost(PATIENCE.dividedBy(2))
          .untilAsserted(() -> assertThat(evidence(settings)).hasSize(1));
      assertThat(application.alive()).isTrue();
    }
  }

  @Test
  void aMinuteThatManyPartitionsCarryIsWrittenToItsChangelogOnceACommit() throws Exception {
    // given: twelve raw partitions, each of which tells its part of the minute
    String topic = "raw.rewritten";
    String urn = "urn:dp:test:rewritten";
    int partitions = 12;
    Settings settings = prepare("rewritten", topic, partitions);
    apply(settings, urn, topic);
    Instant from = Instant.now();
    BROKER.produce(events(topic, 0, 600));
    // when
    try (StreamApplication application = start(settings)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(counted(application, urn, from)).isEqualTo(600));
    }
    // then: a few commits and perhaps two minutes, but not twelve times
    assertThat(BROKER.readCommitted("rewritten-minutes-changelog"))
        .isNotEmpty()
        .hasSizeLessThanOrEqualTo(partitions / 2);
  }

  private static List<ProducerRecord<byte[], byte[]>> events(String topic, int first, int count) {
    List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      byte[] id = ("{\"id\":" + i + "}").getBytes(StandardCharsets.UTF_8);
      events.add(new ProducerRecord<>(topic, id, id));
    }
    return events;
  }

  private static long counted(StreamApplication application, String urn, Instant from) {
    long minute = from.getEpochSecond() / 60;
    return application.queries().history(new HistoryRequest(urn, minute, minute + 60)).stream()
        .flatMap(history -> history.minutes().values().stream())
        .mapToLong(Counts::events)
        .sum();
  }
}
