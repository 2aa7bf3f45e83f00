package io.signalfactory.stream;

import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.config.TopicSpec;
import io.signalfactory.testkit.BrokerFixture;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/** Takes an {@link UpgradeFixture} from a broker, and lays it down on another one. */
final class UpgradeTopics {

  /** The settings that topics of a fixture are laid out by. */
  static final Map<String, String> LAYOUT =
      Map.of("signals.partitions", "2", "topics.partitions", "2", "topics.replication.factor", "1");

  private static final byte[] READ_ALREADY = {'?'};

  private final BrokerFixture broker;
  private final Settings settings;

  UpgradeTopics(BrokerFixture broker, Settings settings) {
    this.broker = broker;
    this.settings = settings;
  }

  /**
   * Creates the topics that are there before the application first starts. They keep their records
   * for good: by the broker's clock, which is the real one, these are long past any retention.
   */
  void create() {
    Map<String, String> kept = Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");
    List<TopicSpec> topics = new ArrayList<>();
    for (TopicSpec topic : OwnTopics.of(settings)) {
      Map<String, String> configs = new HashMap<>(topic.configs());
      configs.putAll(kept);
      topics.add(
          new TopicSpec(topic.name(), topic.partitions(), topic.replicationFactor(), configs));
    }
    UpgradeScenario.RAW_TOPICS.forEach(
        (name, partitions) -> topics.add(new TopicSpec(name, partitions, (short) 1, kept)));
    try (Admin admin = broker.admin()) {
      new TopicAdmin(admin).create(topics);
    }
  }

  /** What the application has left behind; it must have stopped. */
  UpgradeFixture take(Instant clock) throws Exception {
    List<UpgradeFixture.Topic> topics = new ArrayList<>();
    List<UpgradeFixture.Read> reads = new ArrayList<>();
    List<UpgradeFixture.Stored> records = new ArrayList<>();
    try (Admin admin = broker.admin()) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin
              .listConsumerGroupOffsets(settings.applicationId())
              .partitionsToOffsetAndMetadata()
              .get();
      new TreeMap<>(byText(committed))
          .forEach(
              (name, partition) -> {
                OffsetAndMetadata offset = committed.get(partition);
                reads.add(
                    new UpgradeFixture.Read(
                        partition.topic(),
                        partition.partition(),
                        offset.offset(),
                        offset.metadata()));
              });
      TreeSet<String> names = new TreeSet<>(admin.listTopics().names().get());
      names.removeIf(name -> !name.startsWith(settings.applicationId() + "-"));
      names.add(settings.contractsTopic());
      for (var described : admin.describeTopics(names).allTopicNames().get().values()) {
        topics.add(
            new UpgradeFixture.Topic(
                described.name(),
                described.partitions().size(),
                !described.name().endsWith("-repartition")));
      }
      topics.sort((one, other) -> one.name().compareTo(other.name()));
      for (UpgradeFixture.Topic topic : topics) {
        List<ConsumerRecord<byte[], byte[]>> all = broker.readCommitted(topic.name());
        for (ConsumerRecord<byte[], byte[]> record :
            topic.compacted() ? latest(all) : unread(all, committed)) {
          records.add(
              new UpgradeFixture.Stored(
                  record.topic(),
                  record.partition(),
                  record.timestamp(),
                  record.key(),
                  record.value(),
                  Arrays.asList(record.headers().toArray())));
        }
      }
    }
    return new UpgradeFixture(clock, topics, reads, records);
  }

  private static Map<String, TopicPartition> byText(
      Map<TopicPartition, OffsetAndMetadata> committed) {
    Map<String, TopicPartition> sorted = new HashMap<>();
    committed.forEach((partition, offset) -> sorted.put(partition.toString(), partition));
    return sorted;
  }

  /** What is left once the topic has been compacted and deletes are forgotten. */
  private static List<ConsumerRecord<byte[], byte[]>> latest(
      List<ConsumerRecord<byte[], byte[]>> all) {
    Map<List<Object>, ConsumerRecord<byte[], byte[]>> byKey = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : all) {
      List<Object> key = List.of(record.partition(), ByteBuffer.wrap(record.key()));
      // In again at the end: the order of a compacted topic is that of the latest records.
      byKey.remove(key);
      if (record.value() != null) {
        byKey.put(key, record);
      }
    }
    return List.copyOf(byKey.values());
  }

  private static List<ConsumerRecord<byte[], byte[]>> unread(
      List<ConsumerRecord<byte[], byte[]>> all, Map<TopicPartition, OffsetAndMetadata> committed) {
    List<ConsumerRecord<byte[], byte[]>> unread = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : all) {
      OffsetAndMetadata next =
          committed.get(new TopicPartition(record.topic(), record.partition()));
      if (next == null || record.offset() >= next.offset()) {
        unread.add(record);
      }
    }
    return unread;
  }

  /** Lays a fixture down, so that an application that starts finds itself where it stopped. */
  void lay(UpgradeFixture fixture) throws Exception {
    create();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    try (Admin admin = broker.admin()) {
      List<TopicSpec> internal = new ArrayList<>();
      for (UpgradeFixture.Topic topic : fixture.topics()) {
        if (!topic.name().equals(settings.contractsTopic())) {
          internal.add(spec(topic));
        }
      }
      new TopicAdmin(admin).create(internal);
      for (UpgradeFixture.Read read : fixture.reads()) {
        // Offsets go on where they were. What was read is not there any more: whoever reads it
        // again finds other records than those that have been counted.
        for (long offset = 0; offset < read.offset(); offset++) {
          records.add(
              new ProducerRecord<>(
                  read.topic(),
                  read.partition(),
                  fixture.clock().toEpochMilli(),
                  READ_ALREADY,
                  READ_ALREADY));
        }
        offsets.put(
            new TopicPartition(read.topic(), read.partition()),
            new OffsetAndMetadata(read.offset(), read.metadata()));
      }
      for (UpgradeFixture.Stored stored : fixture.records()) {
        records.add(
            new ProducerRecord<>(
                stored.topic(),
                stored.partition(),
                stored.timestampMs(),
                stored.key(),
                stored.value(),
                stored.headers()));
      }
      broker.produce(records);
      admin.alterConsumerGroupOffsets(settings.applicationId(), offsets).all().get();
    }
  }

  /** As Kafka Streams creates it. */
  private static TopicSpec spec(UpgradeFixture.Topic topic) {
    return new TopicSpec(
        topic.name(),
        topic.partitions(),
        (short) 1,
        topic.compacted()
            ? Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime")
            : Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                "-1"));
  }
}
