package io.signalfactory.lookback;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The Evidence topic of a cluster. Thread-safe; its readers are not. */
public final class KafkaEvidenceLog implements EvidenceLog {

  /** A poll that brings more than a step needs has brought it for nothing. */
  private static final int BYTES_PER_FETCH = 256 << 10;

  /**
   * The consumer asks ahead for what follows, and the next partition has to wait until the broker
   * has answered that there is nothing.
   */
  private static final int WAIT_FOR_MORE_MS = 5;

  private final Map<String, Object> consumerProperties;
  private final String topic;

  /**
   * @param consumerProperties how to reach the cluster; only committed records have to be read
   * @param topic the Evidence topic
   */
  public KafkaEvidenceLog(Map<String, Object> consumerProperties, String topic) {
    this.consumerProperties = Map.copyOf(consumerProperties);
    this.topic = topic;
  }

  @Override
  public Reader open(@Nullable String datasetUrn, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    Map<String, Object> properties = new HashMap<>(consumerProperties);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, BYTES_PER_FETCH);
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, WAIT_FOR_MORE_MS);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      List<TopicPartition> partitions = partitions(consumer, datasetUrn, left(deadline));
      // For a consumer of committed records this is the end of the committed ones.
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, left(deadline));
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, left(deadline));
      return new ConsumerReader(consumer, begins, ends);
    } catch (RuntimeException e) {
      close(consumer);
      throw e;
    }
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  private static void close(Consumer<byte[], byte[]> consumer) {
    // Whoever asks waits for it, also where the cluster is away.
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  private List<TopicPartition> partitions(
      Consumer<byte[], byte[]> consumer, @Nullable String datasetUrn, Duration within) {
    List<PartitionInfo> found = consumer.partitionsFor(topic, within);
    if (found == null || found.isEmpty()) {
      throw new LookbackBusyException("there is no topic " + topic, null);
    }
    List<TopicPartition> all =
        found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    return datasetUrn == null
        ? all
        : List.of(new TopicPartition(topic, partitionOf(datasetUrn, found.size())));
  }

  /** The partition that Kafka's producer chooses for a key. */
  private static int partitionOf(String datasetUrn, int partitions) {
    return BuiltInPartitioner.partitionForKey(
        datasetUrn.getBytes(StandardCharsets.UTF_8), partitions);
  }

  /** Reads with a consumer without a group. */
  private static final class ConsumerReader implements Reader {

    private final Consumer<byte[], byte[]> consumer;
    private final SortedMap<Integer, Span> spans = new TreeMap<>();
    private final Map<Integer, TopicPartition> partitions = new HashMap<>();

    ConsumerReader(
        Consumer<byte[], byte[]> consumer,
        Map<TopicPartition, Long> begins,
        Map<TopicPartition, Long> ends) {
      this.consumer = consumer;
      ends.forEach(
          (partition, end) -> {
            partitions.put(partition.partition(), partition);
            spans.put(partition.partition(), new Span(begins.getOrDefault(partition, 0L), end));
          });
    }

    @Override
    public SortedMap<Integer, Span> spans() {
      return spans;
    }

    @Override
    public @Nullable List<Entry> read(int number, long from, long to, Duration within) {
      TopicPartition partition = partitions.get(number);
      if (partition == null) {
        throw new IllegalArgumentException("partition " + number + " is not read");
      }
      long deadline = System.nanoTime() + within.toNanos();
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
      List<Entry> entries = new ArrayList<>();
      try {
        // The last offsets may be markers of transactions, which only positions pass.
        while (consumer.position(partition) < to) {
          Duration left = left(deadline);
          if (left.isZero()) {
            return null;
          }
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(left)) {
            if (record.offset() < to && record.value() != null) {
              entries.add(new Entry(key(record), record.value()));
            }
          }
        }
      } catch (OffsetOutOfRangeException e) {
        // The first of these have expired since the topic was opened, so not all can be told.
        return null;
      }
      return entries;
    }

    private static @Nullable String key(ConsumerRecord<byte[], byte[]> record) {
      return record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      KafkaEvidenceLog.close(consumer);
    }
  }
}
