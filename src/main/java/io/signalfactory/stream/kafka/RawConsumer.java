package io.signalfactory.stream.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.metrics.KafkaMetric;

/**
 * The consumer of a stream thread, with a {@link RawPartitionGuard} between it and the thread. Most
 * methods only pass on.
 */
final class RawConsumer implements Consumer<byte[], byte[]> {

  private final Consumer<byte[], byte[]> consumer;
  private final RawPartitionGuard guard;
  private final RawReadings readings;
  private final TopicIds topicIds;

  RawConsumer(
      Consumer<byte[], byte[]> consumer,
      RawPartitionGuard guard,
      RawReadings readings,
      TopicIds topicIds) {
    this.consumer = consumer;
    this.guard = guard;
    this.readings = readings;
    this.topicIds = topicIds;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    guard.beforePoll();
    try {
      return guard.afterPoll(consumer.poll(timeout));
    } catch (TopicAuthorizationException e) {
      if (!guard.refuses(e.unauthorizedTopics())) {
        throw e;
      }
      return ConsumerRecords.empty();
    }
  }

  @Override
  public void subscribe(Pattern pattern, ConsumerRebalanceListener callback) {
    consumer.subscribe(pattern, new Guarded(callback));
  }

  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener callback) {
    consumer.subscribe(topics, new Guarded(callback));
  }

  @Override
  public void subscribe(SubscriptionPattern pattern, ConsumerRebalanceListener callback) {
    consumer.subscribe(pattern, new Guarded(callback));
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    consumer.commitSync(readings.committable(offsets, topicIds));
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
    consumer.commitSync(readings.committable(offsets, topicIds), timeout);
  }

  @Override
  public void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
    consumer.commitAsync(readings.committable(offsets, topicIds), callback);
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    return guard.asStreamsWrote(consumer.committed(partitions));
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(
      Set<TopicPartition> partitions, Duration timeout) {
    return guard.asStreamsWrote(consumer.committed(partitions, timeout));
  }

  /**
   * A task goes on asking for partitions of a topic that is gone. It takes a timeout for "not known
   * now", and any other exception for the end of its thread.
   */
  @Override
  public long position(TopicPartition partition) {
    refuseForeign(partition);
    return consumer.position(partition);
  }

  @Override
  public long position(TopicPartition partition, Duration timeout) {
    refuseForeign(partition);
    return consumer.position(partition, timeout);
  }

  private void refuseForeign(TopicPartition partition) {
    if (guard.isForeign(partition)) {
      throw new TimeoutException(partition + " is not read any more");
    }
  }

  @Override
  public void seek(TopicPartition partition, long offset) {
    guard.seeks(Set.of(partition));
    consumer.seek(partition, offset);
  }

  @Override
  public void seek(TopicPartition partition, OffsetAndMetadata offsetAndMetadata) {
    guard.seeks(Set.of(partition));
    consumer.seek(partition, offsetAndMetadata);
  }

  @Override
  public void seekToBeginning(Collection<TopicPartition> partitions) {
    guard.seeks(partitions);
    consumer.seekToBeginning(partitions);
  }

  @Override
  public void seekToEnd(Collection<TopicPartition> partitions) {
    guard.seeks(partitions);
    consumer.seekToEnd(partitions);
  }

  @Override
  public void pause(Collection<TopicPartition> partitions) {
    guard.pause(partitions);
  }

  @Override
  public void resume(Collection<TopicPartition> partitions) {
    guard.resume(partitions);
  }

  @Override
  public void unsubscribe() {
    consumer.unsubscribe();
    guard.removeAll();
  }

  @Override
  public void close() {
    consumer.close();
    guard.removeAll();
  }

  @Override
  @Deprecated
  public void close(Duration timeout) {
    consumer.close(timeout);
    guard.removeAll();
  }

  @Override
  public void close(CloseOptions option) {
    consumer.close(option);
    guard.removeAll();
  }

  @Override
  public Set<TopicPartition> assignment() {
    return consumer.assignment();
  }

  @Override
  public Set<String> subscription() {
    return consumer.subscription();
  }

  @Override
  public void subscribe(Collection<String> topics) {
    consumer.subscribe(topics);
  }

  @Override
  public void assign(Collection<TopicPartition> partitions) {
    consumer.assign(partitions);
  }

  @Override
  public void subscribe(Pattern pattern) {
    consumer.subscribe(pattern);
  }

  @Override
  public void subscribe(SubscriptionPattern pattern) {
    consumer.subscribe(pattern);
  }

  @Override
  public void commitSync() {
    consumer.commitSync();
  }

  @Override
  public void commitSync(Duration timeout) {
    consumer.commitSync(timeout);
  }

  @Override
  public void commitAsync() {
    consumer.commitAsync();
  }

  @Override
  public void commitAsync(OffsetCommitCallback callback) {
    consumer.commitAsync(callback);
  }

  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {
    consumer.registerMetricForSubscription(metric);
  }

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {
    consumer.unregisterMetricFromSubscription(metric);
  }

  @Override
  public Uuid clientInstanceId(Duration timeout) {
    return consumer.clientInstanceId(timeout);
  }

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    return consumer.metrics();
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    return consumer.partitionsFor(topic);
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
    return consumer.partitionsFor(topic, timeout);
  }

  @Override
  public Map<String, List<PartitionInfo>> listTopics() {
    return consumer.listTopics();
  }

  @Override
  public Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
    return consumer.listTopics(timeout);
  }

  @Override
  public Set<TopicPartition> paused() {
    return consumer.paused();
  }

  @Override
  public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> timestampsToSearch) {
    return consumer.offsetsForTimes(timestampsToSearch);
  }

  @Override
  public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> timestampsToSearch, Duration timeout) {
    return consumer.offsetsForTimes(timestampsToSearch, timeout);
  }

  @Override
  public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
    return consumer.beginningOffsets(partitions);
  }

  @Override
  public Map<TopicPartition, Long> beginningOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    return consumer.beginningOffsets(partitions, timeout);
  }

  @Override
  public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
    return consumer.endOffsets(partitions);
  }

  @Override
  public Map<TopicPartition, Long> endOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    return consumer.endOffsets(partitions, timeout);
  }

  @Override
  public OptionalLong currentLag(TopicPartition topicPartition) {
    return consumer.currentLag(topicPartition);
  }

  @Override
  public ConsumerGroupMetadata groupMetadata() {
    return consumer.groupMetadata();
  }

  @Override
  public void enforceRebalance() {
    consumer.enforceRebalance();
  }

  @Override
  public void enforceRebalance(String reason) {
    consumer.enforceRebalance(reason);
  }

  @Override
  public void wakeup() {
    consumer.wakeup();
  }

  /** Tells the guard before Kafka Streams what comes, and after it what goes. */
  private final class Guarded implements ConsumerRebalanceListener {
    private final ConsumerRebalanceListener streams;

    private Guarded(ConsumerRebalanceListener streams) {
      this.streams = streams;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      guard.assigned(partitions);
      streams.onPartitionsAssigned(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      streams.onPartitionsRevoked(partitions);
      guard.removed(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      streams.onPartitionsLost(partitions);
      guard.removed(partitions);
    }
  }
}
