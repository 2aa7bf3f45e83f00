package io.signalfactory.control;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads all committed records that a topic has. */
final class CommittedTopic {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, Object> consumerProperties;
  private final String topic;
  private final Duration patience;

  /**
   * @param consumerProperties of a consumer of committed records without a group
   * @param topic the topic
   * @param patience how long it may take
   */
  CommittedTopic(Map<String, Object> consumerProperties, String topic, Duration patience) {
    this.consumerProperties = new HashMap<>(consumerProperties);
    this.consumerProperties.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(patience.toMillis()));
    this.consumerProperties.put(
        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(patience.toMillis()));
    this.topic = topic;
    this.patience = patience;
  }

  /**
   * Passes on the records from the first to the last that is committed now.
   *
   * @throws MissingTopicException if there is no such topic
   * @throws TimeoutException if it took too long
   */
  void read(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    long deadline = System.nanoTime() + patience.toNanos();
    try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerProperties)) {
      // Not partitionsFor, which makes a broker create the topic if it is allowed to.
      if (!consumer.listTopics().containsKey(topic)) {
        throw new MissingTopicException(topic);
      }
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!isRead(consumer, ends)) {
        if (System.nanoTime() - deadline > 0) {
          throw new TimeoutException(
              topic + " could not be read to its end within " + patience.toSeconds() + " s");
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          sink.accept(record);
        }
      }
    }
  }

  /** Only positions pass the markers of transactions, which may be last. */
  private static boolean isRead(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
