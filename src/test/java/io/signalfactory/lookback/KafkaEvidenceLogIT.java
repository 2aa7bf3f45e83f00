package io.signalfactory.lookback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.config.Settings;
import io.signalfactory.gate.Outcome;
import io.signalfactory.testkit.BrokerFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Looking back in a topic of a real broker. */
class KafkaEvidenceLogIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final List<String> DATASETS = List.of("urn:dp:a:a", "urn:dp:a:b", "urn:dp:a:c");

  private final String topic = "evidence" + System.nanoTime();
  private final EvidenceLookback lookback = lookback(topic);

  KafkaEvidenceLogIT() {
    BROKER.createTopic(topic, 4);
  }

  private static EvidenceLookback lookback(String topic) {
    Settings settings = BROKER.settings(Map.of());
    return new EvidenceLookback(
        new KafkaEvidenceLog(settings.consumerProperties(), topic),
        // A machine that is busy with other tests gets some time.
        new LookbackLimits(50_000, 32L << 20, Duration.ofSeconds(20), 4),
        System::nanoTime);
  }

  /** Evidence with the numbers from one to another, of each dataset in turn, every tenth failed. */
  private void write(boolean commit, int from, int to) {
    Map<String, Object> properties = new HashMap<>(BROKER.settings(Map.of()).producerProperties());
    properties.put("transactional.id", topic);
    properties.put("enable.idempotence", true);
    properties.put("acks", "all");
    try (Producer<byte[], byte[]> producer = new KafkaProducer<>(properties)) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = from; i < to; i++) {
        String urn = DATASETS.get(i % DATASETS.size());
        String value = EvidenceText.of(urn, NOON.plusMillis(i), i % 10 == 0 ? "FAIL" : "PASS", i);
        var unused =
            producer.send(
                new ProducerRecord<>(
                    topic,
                    urn.getBytes(StandardCharsets.UTF_8),
                    value.getBytes(StandardCharsets.UTF_8)));
      }
      producer.flush();
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  private static List<Integer> numbers(Found found) {
    return found.newestFirst().stream().map(e -> e.at("/source/offset").asInt()).toList();
  }

  @Test
  void findsTheLatestThatIsCommittedInAllPartitions() {
    // given
    write(true, 0, 2_000);
    write(false, 2_000, 2_500);
    write(true, 2_500, 2_600);
    write(false, 2_600, 2_700);
    // when
    Found found = lookback.find(new EvidenceRequest(null, null, 150));
    // then
    List<Integer> expected = new ArrayList<>();
    for (int i = 2_599; i >= 2_500; i--) {
      expected.add(i);
    }
    for (int i = 1_999; i >= 1_950; i--) {
      expected.add(i);
    }
    assertThat(numbers(found)).containsExactlyElementsOf(expected);
    assertThat(found.lookedBackTo()).isEqualTo(NOON.plusMillis(1_949));
  }

  @Test
  void findsTheFailuresOfOneDatasetInItsPartition() {
    // given
    write(true, 0, 5_000);
    // when
    Found found = lookback.find(new EvidenceRequest("urn:dp:a:b", Outcome.FAIL, 400));
    // then
    assertThat(found.newestFirst())
        .hasSize(167)
        .allMatch(e -> e.path("dataset_urn").asText().equals("urn:dp:a:b"))
        .allMatch(e -> e.path("outcome").asText().equals("FAIL"));
    assertThat(found.lookedBackTo()).isNull();
  }

  @Test
  void waitsForNothingBetweenPartitions() {
    // given: with 500 ms per partition, which is how long a fetch waits at the end, it had no time
    String wide = topic + ".wide";
    BROKER.createTopic(wide, 24);
    Map<String, Object> properties = BROKER.settings(Map.of()).producerProperties();
    try (Producer<byte[], byte[]> producer = new KafkaProducer<>(properties)) {
      for (int i = 0; i < 48; i++) {
        byte[] value =
            EvidenceText.of("urn:dp:a:a", NOON.plusMillis(i), "PASS", i)
                .getBytes(StandardCharsets.UTF_8);
        var unused = producer.send(new ProducerRecord<>(wide, i % 24, new byte[] {1}, value));
      }
    }
    LookbackLimits limits = new LookbackLimits(50_000, 32L << 20, Duration.ofSeconds(8), 1);
    KafkaEvidenceLog log =
        new KafkaEvidenceLog(BROKER.settings(Map.of()).consumerProperties(), wide);
    // when
    Found found =
        new EvidenceLookback(log, limits, System::nanoTime)
            .find(new EvidenceRequest(null, Outcome.FAIL, 2));
    // then
    assertThat(found.newestFirst()).isEmpty();
    assertThat(found.lookedBackTo()).isNull();
  }

  @Test
  void whatHasExpiredIsNotMissed() throws Exception {
    // given
    write(true, 0, 3_000);
    try (Admin admin = BROKER.admin()) {
      Map<TopicPartition, RecordsToDelete> gone = new HashMap<>();
      for (int i = 0; i < 4; i++) {
        gone.put(new TopicPartition(topic, i), RecordsToDelete.beforeOffset(500));
      }
      // Partitions without so many records refuse, and keep theirs.
      for (var one : gone.entrySet()) {
        admin
            .deleteRecords(Map.of(one.getKey(), one.getValue()))
            .all()
            .toCompletionStage()
            .exceptionally(e -> null)
            .toCompletableFuture()
            .get();
      }
    }
    // when
    Found found = lookback.find(new EvidenceRequest("urn:dp:a:a", null, 10_000));
    // then
    assertThat(numbers(found)).startsWith(2_997, 2_994).hasSizeBetween(100, 999);
    assertThat(found.lookedBackTo()).isNull();
  }

  @Test
  void aTopicThatIsNotThereIsNamedAndNotCreated() throws Exception {
    // given
    EvidenceLookback other = lookback(topic + ".missing");
    // when
    assertThatThrownBy(() -> other.find(new EvidenceRequest(null, null, 1)))
        // then
        .isInstanceOf(LookbackBusyException.class)
        .hasMessage("there is no topic " + topic + ".missing");
    try (Admin admin = BROKER.admin()) {
      assertThat(admin.listTopics().names().get()).doesNotContain(topic + ".missing");
    }
  }
}
