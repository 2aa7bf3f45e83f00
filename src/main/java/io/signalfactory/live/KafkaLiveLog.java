package io.signalfactory.live;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The topics of signals and breaches in a cluster. Thread-safe; its readers are not. */
public final class KafkaLiveLog implements LiveLog {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  /** How soon the consumer hears of new partitions, unless the settings say otherwise. */
  private static final int LOOK_FOR_PARTITIONS_EVERY_MS = 30_000;

  private final Map<String, Object> consumerProperties;
  private final Map<String, Object> adminProperties;
  private final Map<LiveTopic, String> names;

  /**
   * @param consumerProperties how to reach the cluster; only committed records have to be read
   * @param adminProperties how to ask the cluster for the topics
   * @param signalsTopic the topic of states
   * @param breachesTopic the topic of breaches
   */
  public KafkaLiveLog(
      Map<String, Object> consumerProperties,
      Map<String, Object> adminProperties,
      String signalsTopic,
      String breachesTopic) {
    this.consumerProperties = Map.copyOf(consumerProperties);
    this.adminProperties = Map.copyOf(adminProperties);
    this.names = Map.of(LiveTopic.SIGNALS, signalsTopic, LiveTopic.BREACHES, breachesTopic);
  }

  @Override
  public Reader open(@Nullable LivePosition from) {
    Map<LiveTopic, TopicDescription> topics = describe();
    String epoch = epoch(topics);
    Map<LiveTopic, Integer> partitions = new EnumMap<>(LiveTopic.class);
    topics.forEach((topic, found) -> partitions.put(topic, found.partitions().size()));
    if (from != null && !from.epoch().equals(epoch)) {
      throw new LogGoneException("the topics have been created again", null);
    }
    Map<String, Object> properties = new HashMap<>(consumerProperties);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, LOOK_FOR_PARTITIONS_EVERY_MS);
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      return new ConsumerReader(consumer, epoch, partitions, from);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private Map<LiveTopic, TopicDescription> describe() {
    // Topics are opened rarely, so that a connection of its own need not be kept.
    try (Admin admin = Admin.create(adminProperties)) {
      Map<String, TopicDescription> found =
          admin
              .describeTopics(names.values())
              .allTopicNames()
              .get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      Map<LiveTopic, TopicDescription> topics = new EnumMap<>(LiveTopic.class);
      names.forEach(
          (topic, name) -> {
            TopicDescription description = found.get(name);
            if (description != null) {
              topics.put(topic, description);
            }
          });
      return topics;
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("the cluster does not describe " + names.values(), e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Changes when one of the topics is created again, as their ids do. */
  private static String epoch(Map<LiveTopic, TopicDescription> topics) {
    int hash = 0;
    for (TopicDescription topic : topics.values()) {
      hash = 31 * hash + topic.topicId().hashCode();
    }
    return String.format("%08x", hash);
  }

  /** Reads with a consumer without a group. */
  private final class ConsumerReader implements Reader {

    private final Consumer<byte[], byte[]> consumer;
    private final String epoch;
    private final Map<LiveTopic, Integer> partitions;
    private LivePosition position;

    ConsumerReader(
        Consumer<byte[], byte[]> consumer,
        String epoch,
        Map<LiveTopic, Integer> partitions,
        @Nullable LivePosition from) {
      this.consumer = consumer;
      this.epoch = epoch;
      this.partitions = new EnumMap<>(partitions);
      Collection<TopicPartition> all = assign();
      if (from == null) {
        consumer.seekToEnd(all);
      } else {
        for (LiveTopic topic : LiveTopic.values()) {
          for (int i = 0; i < count(topic); i++) {
            consumer.seek(partition(topic, i), from.next(topic, i));
          }
        }
      }
      this.position = whereItStands();
    }

    private Collection<TopicPartition> assign() {
      Collection<TopicPartition> all = new ArrayList<>();
      for (LiveTopic topic : LiveTopic.values()) {
        for (int i = 0; i < count(topic); i++) {
          all.add(partition(topic, i));
        }
      }
      consumer.assign(all);
      return all;
    }

    /** Reads partitions that were added meanwhile from their start: nobody has missed anything. */
    private void followWidenedTopics() {
      for (LiveTopic topic : LiveTopic.values()) {
        int known = count(topic);
        // Of what the consumer has heard of the cluster; that costs nothing.
        int found = consumer.partitionsFor(String.valueOf(names.get(topic)), ANSWER_WITHIN).size();
        if (found > known) {
          partitions.put(topic, found);
          assign();
          for (int i = known; i < found; i++) {
            consumer.seek(partition(topic, i), 0);
          }
        }
      }
    }

    private int count(LiveTopic topic) {
      return partitions.getOrDefault(topic, 0);
    }

    private TopicPartition partition(LiveTopic topic, int index) {
      return new TopicPartition(String.valueOf(names.get(topic)), index);
    }

    private LivePosition whereItStands() {
      Map<LiveTopic, long[]> next = new EnumMap<>(LiveTopic.class);
      for (LiveTopic topic : LiveTopic.values()) {
        long[] offsets = new long[count(topic)];
        for (int i = 0; i < offsets.length; i++) {
          offsets[i] = consumer.position(partition(topic, i), ANSWER_WITHIN);
        }
        next.put(topic, offsets);
      }
      return LivePosition.of(epoch, next);
    }

    @Override
    public LivePosition position() {
      return position;
    }

    @Override
    public Batch poll(Duration atMost) {
      List<LiveRecord> records = new ArrayList<>();
      try {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
          records.add(read(record));
        }
        followWidenedTopics();
        position = whereItStands();
      } catch (OffsetOutOfRangeException e) {
        throw new LogGoneException("the records have expired", e);
      }
      return new Batch(records, position);
    }

    private LiveRecord read(ConsumerRecord<byte[], byte[]> record) {
      LiveTopic topic =
          record.topic().equals(names.get(LiveTopic.SIGNALS))
              ? LiveTopic.SIGNALS
              : LiveTopic.BREACHES;
      String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
      return new LiveRecord(topic, record.partition(), record.offset(), key, record.value());
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
