package io.signalfactory.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.infer.Sample;
import io.signalfactory.infer.SampledRecord;
import io.signalfactory.testkit.BrokerFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Samples of topics of a real broker. */
class KafkaSamplerIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static final long START = 1_768_392_000_000L;
  // A machine that is busy with other tests gets some time.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String topic = "raw.sampled" + System.nanoTime();
  private final KafkaSampler sampler =
      new KafkaSampler(BROKER.settings(Map.of()).consumerProperties());

  /** Records that are numbered in each partition. */
  private void write(int partitions, int each, int valueBytes) throws Exception {
    BROKER.createTopic(topic, partitions);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      for (int partition = 0; partition < partitions; partition++) {
        records.add(
            new ProducerRecord<>(
                topic,
                partition,
                START + i * 1_000L,
                bytes("key-" + i),
                bytes("{\"n\":" + i + ",\"pad\":\"" + "x".repeat(valueBytes) + "\"}"),
                List.of(new RecordHeader("x-obs-producer-service", bytes("orders-svc")))));
      }
    }
    BROKER.produce(records);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<Long> offsets(Sample sample, int partition) {
    return sample.records().stream()
        .filter(record -> record.partition() == partition)
        .map(SampledRecord::offset)
        .sorted()
        .toList();
  }

  @Test
  void readsFromTheBeginningToTheEndOfEveryPartition() throws Exception {
    // given
    write(3, 3_000, 10);
    // when
    Sample sample = sampler.sample(topic, new SampleLimits(300, 1 << 20, PATIENCE));
    // then
    assertThat(sample.records()).hasSize(300);
    for (int partition = 0; partition < 3; partition++) {
      List<Long> offsets = offsets(sample, partition);
      assertThat(offsets).hasSize(100).doesNotHaveDuplicates().contains(0L, 9L, 2_990L, 2_999L);
      for (long tenth = 0; tenth < 10; tenth++) {
        long from = tenth * 300;
        assertThat(offsets).anyMatch(offset -> offset >= from && offset < from + 300);
      }
    }
    SampledRecord one = sample.records().get(0);
    assertThat(one.key()).isEqualTo("key-" + one.offset());
    assertThat(one.timestamp()).isEqualTo(START + one.offset() * 1_000);
    assertThat(one.headers()).containsEntry("x-obs-producer-service", "orders-svc");
    assertThat(sample.howTaken())
        .singleElement()
        .asString()
        .startsWith("300 of about 9000 records of 3 partitions, from 10 places");
  }

  @Test
  void readsASmallTopicWhole() throws Exception {
    // given
    write(4, 20, 10);
    // when
    Sample sample = sampler.sample(topic, new SampleLimits(1_000, 1 << 20, PATIENCE));
    // then
    assertThat(sample.records()).hasSize(80);
    assertThat(sample.howTaken()).containsExactly("All 80 records of 4 partitions.");
  }

  @Test
  void isStillSpreadWhenItStopsAtItsBytes() throws Exception {
    // given
    write(2, 2_000, 1_000);
    // when
    Sample sample = sampler.sample(topic, new SampleLimits(2_000, 500_000, PATIENCE));
    // then
    assertThat(sample.records()).hasSizeBetween(450, 500);
    assertThat(offsets(sample, 0)).contains(0L, 1_999L);
    assertThat(offsets(sample, 1)).contains(0L, 1_999L);
    assertThat(sample.howTaken().get(1)).contains("stopped after 50");
  }

  @Test
  void readsCommittedRecordsOnlyAndWaitsForNoOthers() {
    // given
    BROKER.createTopic(topic, 1);
    Map<String, Object> properties = new HashMap<>(BROKER.settings(Map.of()).producerProperties());
    properties.put("transactional.id", topic);
    properties.put("enable.idempotence", true);
    properties.put("acks", "all");
    try (Producer<byte[], byte[]> producer = new KafkaProducer<>(properties)) {
      producer.initTransactions();
      for (int i = 0; i < 60; i++) {
        producer.beginTransaction();
        var unused = producer.send(new ProducerRecord<>(topic, bytes("k"), bytes("{}")));
        producer.flush();
        if (i % 2 == 0) {
          producer.commitTransaction();
        } else {
          producer.abortTransaction();
        }
      }
    }
    // when
    Sample sample = sampler.sample(topic, new SampleLimits(1_000, 1 << 20, PATIENCE));
    // then
    assertThat(sample.records()).hasSize(30);
  }

  @Test
  void saysThatThereIsNoSuchTopicAndCreatesNone() throws Exception {
    // when, then
    assertThatThrownBy(() -> sampler.sample(topic, new SampleLimits(10, 1 << 20, PATIENCE)))
        .isInstanceOf(UnknownTopicException.class);
    try (var admin = BROKER.admin()) {
      assertThat(admin.listTopics().names().get()).doesNotContain(topic);
    }
  }
}
