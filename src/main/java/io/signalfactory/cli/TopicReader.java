package io.signalfactory.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the committed records of all partitions of a topic, without a consumer group: first the
 * records that are there now, and then, if wanted, new ones.
 */
final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends;
  private final Map<TopicPartition, Long> next = new HashMap<>();

  private TopicReader(Consumer<byte[], byte[]> consumer, String topic) {
    this.consumer = consumer;
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    // For a consumer of committed records this is the end of the committed ones.
    this.ends = consumer.endOffsets(partitions);
    this.next.putAll(consumer.beginningOffsets(partitions));
  }

  /**
   * Opens a topic at its beginning and remembers where it ends now.
   *
   * @throws CommandException if there is no such topic
   */
  static TopicReader open(Cluster cluster, String topic) {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(cluster.settings().consumerProperties());
    try {
      if (!consumer.listTopics().containsKey(topic)) {
        throw CommandException.wrongUsage(
            "there is no topic "
                + topic
                + " at "
                + cluster.settings().bootstrapServers()
                + ": create it with `signal-factory topics create`, or set topic.prefix");
      }
      return new TopicReader(consumer, topic);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** Skips the records that are there now. */
  void skipToEnd() {
    next.putAll(ends);
  }

  /**
   * Reads up to the end that the topic had when it was opened.
   *
   * @param sink receives a record and returns whether it wants more
   * @return whether it still wants more
   */
  boolean readToEnd(Predicate<ConsumerRecord<byte[], byte[]>> sink) {
    next.forEach(consumer::seek);
    while (!atEnd()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < ends.getOrDefault(partition, 0L)) {
          next.put(partition, record.offset() + 1);
          if (!sink.test(record)) {
            return false;
          }
        }
      }
    }
    next.putAll(ends);
    return true;
  }

  /**
   * Reads on from there until the sink or {@code idle} returns false.
   *
   * @param sink receives a record and returns whether it wants more
   * @param idle is called when there is no record for a moment, and returns whether to go on
   */
  void follow(Predicate<ConsumerRecord<byte[], byte[]>> sink, BooleanSupplier idle) {
    next.forEach(consumer::seek);
    while (true) {
      var records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (!sink.test(record)) {
          return;
        }
      }
      if (records.isEmpty() && !idle.getAsBoolean()) {
        return;
      }
    }
  }

  // The last offset may be an aborted record or a transaction marker, which only positions pass.
  private boolean atEnd() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
