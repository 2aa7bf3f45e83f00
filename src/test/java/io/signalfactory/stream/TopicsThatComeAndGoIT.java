package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.query.HistoryRequest;
import io.signalfactory.stream.kafka.ThreadFailures;
import io.signalfactory.tally.Counts;
import io.signalfactory.testkit.BrokerFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Raw topics that are deleted, created again and widened while the application runs. */
class TopicsThatComeAndGoIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longer than a commit that a deletion meets between its question and its answer (ADR 27). */
  private static final Duration PATIENCE = Duration.ofSeconds(150);

  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

  private final ListAppender<ILoggingEvent> deaths = new ListAppender<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @BeforeEach
  void watchThreads() {
    deaths.start();
    failures().addAppender(deaths);
  }

  @AfterEach
  void stopWatching() {
    failures().detachAppender(deaths);
  }

  private static Logger failures() {
    return (Logger) LoggerFactory.getLogger(ThreadFailures.class);
  }

  /** Settings for an application that observes the topics whose names begin with {@code name}. */
  private static Settings prepare(String name) {
    Settings settings =
        BROKER.settings(
            Map.of(
                "commit.interval.ms",
                "200",
                "application.id",
                name,
                "topic.prefix",
                name + ".",
                "raw.topic.pattern",
                name + "-raw\\..*",
                "topics.replication.factor",
                "1",
                "num.stream.threads",
                "2",
                "signals.partitions",
                "2",
                "consumer.metadata.max.age.ms",
                "500",
                "consumer.session.timeout.ms",
                Long.toString(SESSION_TIMEOUT.toMillis()),
                "consumer.group.instance.id",
                name));
    try (Admin admin = BROKER.admin()) {
      new TopicAdmin(admin).create(OwnTopics.of(settings));
    }
    return settings;
  }

  private StreamApplication start(Settings settings) throws InterruptedException {
    StreamApplication application = new StreamApplication(settings, registry);
    application.start();
    assertThat(application.awaitRunning(PATIENCE)).isTrue();
    return application;
  }

  private static void delete(String topic) throws Exception {
    try (Admin admin = BROKER.admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
    }
  }

  private static void create(String topic, int partitions) {
    try (Admin admin = BROKER.admin()) {
      await()
          .atMost(PATIENCE)
          .ignoreException(TopicExistsException.class)
          .until(
              () -> {
                admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
                return true;
              });
    }
  }

  private static void recreate(String topic, int partitions) throws Exception {
    delete(topic);
    create(topic, partitions);
  }

  private static void widen(String topic, int partitions) throws Exception {
    try (Admin admin = BROKER.admin()) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
    }
  }

  private static void produce(String topic, int partitions, int count) throws Exception {
    List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] event = ("{\"id\":" + i + "}").getBytes(StandardCharsets.UTF_8);
      events.add(new ProducerRecord<>(topic, i % partitions, null, event));
    }
    BROKER.produce(events);
  }

  private static List<JsonNode> evidence(Settings settings, String topic) {
    return BROKER.readCommitted(settings.evidenceTopic()).stream()
        .map(TopicsThatComeAndGoIT::json)
        .filter(e -> e.at("/source/topic").asText().equals(topic))
        .toList();
  }

  private static void awaitEvidence(Settings settings, String topic, int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(evidence(settings, topic)).hasSize(count));
  }

  private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
    try {
      return JSON.readTree(record.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long counted(StreamApplication application, String urn, Instant from) {
    long minute = from.getEpochSecond() / 60;
    return application.queries().history(new HistoryRequest(urn, minute, minute + 60)).stream()
        .flatMap(history -> history.minutes().values().stream())
        .mapToLong(Counts::events)
        .sum();
  }

  @Test
  void aTopicThatIsDeletedEndsNoThreadAndHoldsUpNoOther() throws Exception {
    // given
    Settings settings = prepare("deleted");
    String steady = "deleted-raw.steady";
    String victim = "deleted-raw.victim";
    create(steady, 2);
    create(victim, 2);
    try (StreamApplication application = start(settings);
        EvidenceWatch watch = new EvidenceWatch(settings, steady)) {
      watch.awaitFirst(PATIENCE);
      // when: five times, each with records of it on their way
      for (int round = 1; round <= 5; round++) {
        int before = evidence(settings, victim).size();
        produce(victim, 2, 50);
        await().atMost(PATIENCE).until(() -> evidence(settings, victim).size() >= before + 50);
        produce(victim, 2, 1);
        delete(victim);
        watch.awaitMore(Duration.ofSeconds(2));
        create(victim, 2);
      }
      // then
      assertThat(watch.longestGap()).isLessThan(SESSION_TIMEOUT);
      assertThat(deaths.list).isEmpty();
      assertThat(application.alive()).isTrue();
    }
  }

  @Test
  void aTopicThatIsWidenedEndsNoThreadAndHoldsUpNoOther() throws Exception {
    // given
    Settings settings = prepare("widened");
    String steady = "widened-raw.steady";
    String victim = "widened-raw.victim";
    create(steady, 2);
    create(victim, 1);
    try (StreamApplication application = start(settings);
        EvidenceWatch watch = new EvidenceWatch(settings, steady)) {
      watch.awaitFirst(PATIENCE);
      // when: beyond the partitions that any raw topic has
      widen(victim, 3);
      produce(victim, 3, 300);
      awaitEvidence(settings, victim, 300);
      widen(victim, 5);
      produce(victim, 5, 500);
      awaitEvidence(settings, victim, 800);
      // then
      assertThat(watch.longestGap()).isLessThan(SESSION_TIMEOUT);
      assertThat(deaths.list).isEmpty();
      assertThat(application.alive()).isTrue();
    }
  }

  @Test
  void aTopicThatIsCreatedAgainIsReadFromItsFirstRecordHoweverManyItHas() throws Exception {
    // given
    Settings settings = prepare("again");
    String topic = "again-raw.orders";
    create(topic, 2);
    Instant from = Instant.now();
    try (StreamApplication application = start(settings)) {
      produce(topic, 2, 200);
      awaitEvidence(settings, topic, 200);
      // when: fewer records than before, as many, more; and another number of partitions
      recreate(topic, 2);
      produce(topic, 2, 80);
      awaitEvidence(settings, topic, 280);
      recreate(topic, 1);
      produce(topic, 1, 80);
      awaitEvidence(settings, topic, 360);
      recreate(topic, 3);
      produce(topic, 3, 1000);
      awaitEvidence(settings, topic, 1360);
      // then
      assertThat(evidence(settings, topic))
          .extracting(e -> e.at("/evidence_id").asText())
          .doesNotHaveDuplicates();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(counted(application, datasetOf(settings, topic), from))
                      .isEqualTo(1360));
      assertThat(registry.counter("signal_factory.topic.incarnations", "topic", topic).count())
          .isEqualTo(3);
      assertThat(deaths.list).isEmpty();
    }
  }

  private static String datasetOf(Settings settings, String topic) {
    return evidence(settings, topic).get(0).at("/dataset_urn").asText();
  }

  @Test
  void aTopicThatIsCreatedAgainWhileNobodyReadsIsReadFromItsFirstRecord() throws Exception {
    // given
    Settings settings = prepare("absent");
    String topic = "absent-raw.orders";
    create(topic, 1);
    Instant from = Instant.now();
    try (StreamApplication first = start(settings)) {
      produce(topic, 1, 100);
      awaitEvidence(settings, topic, 100);
      assertThat(first.alive()).isTrue();
    }
    // when
    recreate(topic, 1);
    produce(topic, 1, 300);
    // then
    try (StreamApplication second = start(settings)) {
      awaitEvidence(settings, topic, 400);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(counted(second, datasetOf(settings, topic), from)).isEqualTo(400));
      assertThat(evidence(settings, topic))
          .extracting(e -> e.at("/evidence_id").asText())
          .doesNotHaveDuplicates();
      assertThat(registry.counter("signal_factory.topic.incarnations", "topic", topic).count())
          .isEqualTo(1);
    }
  }
}
