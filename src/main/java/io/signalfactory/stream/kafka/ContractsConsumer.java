package io.signalfactory.stream.kafka;

import io.signalfactory.stream.kafka.TopicPresence.Gone;
import io.signalfactory.stream.kafka.TopicPresence.There;
import io.signalfactory.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the contracts topic for Kafka Streams' global thread, and keeps what can happen to the
 * topic from that thread. It has no back-off of its own, and its death is the death of the
 * instance, although the contracts that have been read are in memory and can stay in force:
 *
 * <ul>
 *   <li>While the topic is gone, nothing is asked of it.
 *   <li>A topic that was created again is read from its start, as it has other records at the
 *       offsets that were read before.
 *   <li>So is one whose records are gone at the offset that is read next.
 *   <li>While the cluster refuses to let us read it, it is asked again once per second.
 * </ul>
 *
 * Everything else goes to the consumer as it is.
 */
final class ContractsConsumer implements Consumer<byte[], byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(ContractsConsumer.class);
  private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final Supplier<TopicPresence> presence;
  private final InstantSource clock;
  private final LongConsumer pauseMs;
  private final Reminder refusal = new Reminder();
  private @Nullable Uuid reading;
  private boolean restored;
  private Instant askAgainAt = Instant.MIN;

  /**
   * @param consumer what reads; this object closes it
   * @param topic the contracts topic
   * @param presence what is known about the topic
   * @param pauseMs waits for some milliseconds
   */
  ContractsConsumer(
      Consumer<byte[], byte[]> consumer,
      String topic,
      Supplier<TopicPresence> presence,
      InstantSource clock,
      LongConsumer pauseMs) {
    this.consumer = consumer;
    this.topic = topic;
    this.presence = presence;
    this.clock = clock;
    this.pauseMs = pauseMs;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    TopicPresence now = presence.get();
    if (now instanceof Gone || clock.instant().isBefore(askAgainAt)) {
      pauseMs.accept(timeout.toMillis());
      return ConsumerRecords.empty();
    }
    if (now instanceof There there) {
      if (reading != null && !reading.equals(there.id())) {
        startOver(there);
      }
      reading = there.id();
    }
    return read(timeout);
  }

  /** Reads another topic of the same name; it can have another number of partitions. */
  private void startOver(There another) {
    List<TopicPartition> partitions =
        IntStream.range(0, another.partitions())
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    LOG.warn(
        "Reading {} from its start, as it was created again. Contracts that it does not have stay in"
            + " force in this instance until it restarts: apply them again with `signal-factory"
            + " contracts apply`",
        topic);
  }

  private ConsumerRecords<byte[], byte[]> read(Duration timeout) {
    try {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(timeout);
      refusal
          .over(clock.instant())
          .ifPresent(
              lasted -> LOG.info("{} can be read again after {}", topic, Wording.span(lasted)));
      return records;
    } catch (InvalidOffsetException e) {
      LOG.warn(
          "Reading {} from its start, as its next record is not there any more: {}",
          topic,
          e.getMessage());
      consumer.seekToBeginning(e.partitions());
      return ConsumerRecords.empty();
    } catch (AuthorizationException e) {
      if (!restored) {
        throw e;
      }
      refused(e);
      return ConsumerRecords.empty();
    }
  }

  private void refused(AuthorizationException e) {
    askAgainAt = clock.instant().plus(ASK_AGAIN_AFTER);
    refusal
        .lasts(clock.instant())
        .ifPresent(
            lasted ->
                LOG.warn(
                    "The cluster has not let us read {} for {}, so no change of a contract is seen;"
                        + " those in force stay. Give this application the right Read on it: {}",
                    topic,
                    Wording.span(lasted),
                    e.getMessage()));
  }

  /** Kafka Streams calls this when it has read the topic to its end for the first time. */
  @Override
  public void unsubscribe() {
    restored = true;
    consumer.unsubscribe();
  }

  /** A consumer that reads committed records warns of an answer about what it does not read. */
  @Override
  public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
    if (consumer.assignment().isEmpty()) {
      consumer.assign(partitions);
    }
    return consumer.endOffsets(partitions);
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
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
    consumer.subscribe(topics, listener);
  }

  @Override
  public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
    consumer.subscribe(pattern, listener);
  }

  @Override
  public void subscribe(Pattern pattern) {
    consumer.subscribe(pattern);
  }

  @Override
  public void subscribe(SubscriptionPattern pattern, ConsumerRebalanceListener listener) {
    consumer.subscribe(pattern, listener);
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
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    consumer.commitSync(offsets);
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
    consumer.commitSync(offsets, timeout);
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
  public void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
    consumer.commitAsync(offsets, callback);
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
  public void assign(Collection<TopicPartition> partitions) {
    consumer.assign(partitions);
  }

  @Override
  public void seek(TopicPartition partition, long offset) {
    consumer.seek(partition, offset);
  }

  @Override
  public void seek(TopicPartition partition, OffsetAndMetadata offset) {
    consumer.seek(partition, offset);
  }

  @Override
  public void seekToBeginning(Collection<TopicPartition> partitions) {
    consumer.seekToBeginning(partitions);
  }

  @Override
  public void seekToEnd(Collection<TopicPartition> partitions) {
    consumer.seekToEnd(partitions);
  }

  @Override
  public long position(TopicPartition partition) {
    return consumer.position(partition);
  }

  @Override
  public long position(TopicPartition partition, Duration timeout) {
    return consumer.position(partition, timeout);
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    return consumer.committed(partitions);
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(
      Set<TopicPartition> partitions, Duration timeout) {
    return consumer.committed(partitions, timeout);
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
  public void pause(Collection<TopicPartition> partitions) {
    consumer.pause(partitions);
  }

  @Override
  public void resume(Collection<TopicPartition> partitions) {
    consumer.resume(partitions);
  }

  @Override
  public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
    return consumer.offsetsForTimes(times);
  }

  @Override
  public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> times, Duration timeout) {
    return consumer.offsetsForTimes(times, timeout);
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
  public Map<TopicPartition, Long> endOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    return consumer.endOffsets(partitions, timeout);
  }

  @Override
  public OptionalLong currentLag(TopicPartition partition) {
    return consumer.currentLag(partition);
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
  public void close() {
    consumer.close();
  }

  @Override
  @Deprecated
  public void close(Duration timeout) {
    consumer.close(timeout);
  }

  @Override
  public void close(CloseOptions options) {
    consumer.close(options);
  }

  @Override
  public void wakeup() {
    consumer.wakeup();
  }
}
