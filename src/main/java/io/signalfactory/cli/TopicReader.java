package io.signalfactory.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the committed records of a topic, all partitions, without a consumer group: first those
 * that it holds now, then, if wanted, those that come.
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
    // Of committed records only, this is the end of what is committed.
    this.ends = consumer.endOffsets(partitions);
    this.next.putAll(consumer.beginningOffsets(partitions));
  }

  /**
   * Opens a topic at its beginning, and takes down where it ends now.
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

  /** Leaves out what the topic holds now. */
  void skipToEnd() {
    next.putAll(ends);
  }

  /**
   * Reads to where the topic ended when it was opened.
   *
   * @param sink takes a record and answers whether it wants more
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
   * Reads on from where the topic ended, until the sink wants no more or {@code idle} says stop.
   *
   * @param sink takes a record and answers whether it wants more
   * @param idle asked whenever nothing has come for a moment; answers whether to go on
   */
  void follow(
      Predicate<ConsumerRecord<byte[], byte[]>> sink, java.util.function.BooleanSupplier idle) {
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

  // Positions also pass what is no record: aborted ones and the marks of transactions.
  private boolean atEnd() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
