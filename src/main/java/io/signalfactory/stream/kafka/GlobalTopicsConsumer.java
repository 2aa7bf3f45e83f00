package io.signalfactory.stream.kafka;

import io.signalfactory.stream.kafka.TopicPresence.Gone;
import io.signalfactory.stream.kafka.TopicPresence.There;
import io.signalfactory.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
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
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics of the global stores for Kafka Streams' global thread, and keeps what can happen
 * to them from that thread. It has no back-off of its own, and its death is the death of the
 * instance, although what has been read is in memory and can stay in force:
 *
 * <ul>
 *   <li>While a topic is gone, nothing is asked of it; the others are read on.
 *   <li>A topic that was created again is read from its start, as it has other records at the
 *       offsets that were read before.
 *   <li>So is one whose records are gone at the offset that is read next.
 *   <li>While the cluster refuses to let us read one, it is asked for it again once per second.
 * </ul>
 *
 * Everything else goes to the consumer as it is.
 */
final class GlobalTopicsConsumer implements Consumer<byte[], byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(GlobalTopicsConsumer.class);
  private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<String, Followed> topics = new LinkedHashMap<>();
  private final Function<String, TopicPresence> presence;
  private final InstantSource clock;
  private final LongConsumer pauseMs;

  /** What Kafka Streams wants to read; what is read leaves out the topics that are away. */
  private final Set<TopicPartition> wanted = new LinkedHashSet<>();

  /** Where to go on in partitions that are left out; from the start where there is no entry. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  private int storesToRestore;

  /**
   * @param consumer what reads; this object closes it
   * @param topics the topics, one for each global store
   * @param presence what is known about a topic
   * @param pauseMs waits for some milliseconds
   */
  GlobalTopicsConsumer(
      Consumer<byte[], byte[]> consumer,
      List<String> topics,
      Function<String, TopicPresence> presence,
      InstantSource clock,
      LongConsumer pauseMs) {
    this.consumer = consumer;
    topics.forEach(topic -> this.topics.put(topic, new Followed()));
    this.presence = presence;
    this.clock = clock;
    this.pauseMs = pauseMs;
    this.storesToRestore = topics.size();
  }

  /** What is known of a topic while it is read. */
  private static final class Followed {
    private final Reminder refusal = new Reminder();
    private @Nullable Uuid reading;
    private Instant askAgainAt = Instant.MIN;
  }

  private Followed followed(String topic) {
    return topics.computeIfAbsent(topic, name -> new Followed());
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    Set<TopicPartition> present = present(clock.instant());
    if (present.isEmpty() && !wanted.isEmpty()) {
      pauseMs.accept(timeout.toMillis());
      return ConsumerRecords.empty();
    }
    if (!wanted.isEmpty() && !present.equals(consumer.assignment())) {
      readOnly(present);
    }
    return read(timeout, present);
  }

  /** The partitions whose topics can be read now, as far as it is known. */
  private Set<TopicPartition> present(Instant now) {
    for (String topic : topicsOf(wanted)) {
      Followed followed = followed(topic);
      if (presence.apply(topic) instanceof There there) {
        if (followed.reading != null && !followed.reading.equals(there.id())) {
          startOver(topic, there);
        }
        followed.reading = there.id();
      }
    }
    Set<TopicPartition> present = new LinkedHashSet<>(wanted);
    present.removeIf(
        partition ->
            presence.apply(partition.topic()) instanceof Gone
                || now.isBefore(followed(partition.topic()).askAgainAt));
    return present;
  }

  private static Set<String> topicsOf(Collection<TopicPartition> partitions) {
    Set<String> topics = new LinkedHashSet<>();
    partitions.forEach(partition -> topics.add(partition.topic()));
    return topics;
  }

  /** Reads another topic of the same name; it can have another number of partitions. */
  private void startOver(String topic, There another) {
    Set<TopicPartition> rest = new LinkedHashSet<>(consumer.assignment());
    rest.removeIf(partition -> partition.topic().equals(topic));
    if (rest.size() < consumer.assignment().size()) {
      // Nothing of the old topic may be kept: its positions mean nothing in the new one.
      consumer.assign(rest);
    }
    positions.keySet().removeIf(partition -> partition.topic().equals(topic));
    wanted.removeIf(partition -> partition.topic().equals(topic));
    IntStream.range(0, another.partitions())
        .mapToObj(partition -> new TopicPartition(topic, partition))
        .forEach(wanted::add);
    LOG.warn(
        "Reading {} from its start, as it was created again. What it does not have stays in force in"
            + " this instance until it restarts: publish it again, contracts with `signal-factory"
            + " contracts apply`",
        topic);
  }

  private void readOnly(Set<TopicPartition> present) {
    Set<TopicPartition> before = Set.copyOf(consumer.assignment());
    for (TopicPartition partition : before) {
      if (!present.contains(partition)) {
        remember(partition);
      }
    }
    consumer.assign(present);
    for (TopicPartition partition : present) {
      if (!before.contains(partition)) {
        Long position = positions.remove(partition);
        if (position == null) {
          consumer.seekToBeginning(List.of(partition));
        } else {
          consumer.seek(partition, position);
        }
      }
    }
  }

  private void remember(TopicPartition partition) {
    try {
      positions.put(partition, consumer.position(partition));
    } catch (InvalidOffsetException e) {
      positions.remove(partition);
    }
  }

  private ConsumerRecords<byte[], byte[]> read(Duration timeout, Set<TopicPartition> present) {
    try {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(timeout);
      topicsOf(present).forEach(this::allowed);
      return records;
    } catch (InvalidOffsetException e) {
      LOG.warn(
          "Reading {} from its start, as its next record is not there any more: {}",
          topicsOf(e.partitions()),
          e.getMessage());
      consumer.seekToBeginning(e.partitions());
      return ConsumerRecords.empty();
    } catch (AuthorizationException e) {
      if (storesToRestore > 0) {
        throw e;
      }
      Set<String> refused =
          e instanceof TopicAuthorizationException ofTopics
                  && !ofTopics.unauthorizedTopics().isEmpty()
              ? ofTopics.unauthorizedTopics()
              : topicsOf(present);
      refused.forEach(topic -> refused(topic, e));
      return ConsumerRecords.empty();
    }
  }

  private void allowed(String topic) {
    followed(topic)
        .refusal
        .over(clock.instant())
        .ifPresent(
            lasted -> LOG.info("{} can be read again after {}", topic, Wording.span(lasted)));
  }

  private void refused(String topic, AuthorizationException e) {
    Followed followed = followed(topic);
    followed.askAgainAt = clock.instant().plus(ASK_AGAIN_AFTER);
    followed
        .refusal
        .lasts(clock.instant())
        .ifPresent(
            lasted ->
                LOG.warn(
                    "The cluster has not let us read {} for {}, so no change on it is seen; what is"
                        + " in force stays. Give this application the right Read on it: {}",
                    topic,
                    Wording.span(lasted),
                    e.getMessage()));
  }

  /** Kafka Streams calls this when it has read the topic of a store to its end, at the start. */
  @Override
  public void unsubscribe() {
    storesToRestore = Math.max(0, storesToRestore - 1);
    wanted.clear();
    consumer.unsubscribe();
  }

  /** A consumer that reads committed records warns of an answer about what it does not read. */
  @Override
  public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
    if (!consumer.assignment().containsAll(partitions)) {
      Set<TopicPartition> all = new LinkedHashSet<>(consumer.assignment());
      all.addAll(partitions);
      consumer.assign(all);
    }
    return consumer.endOffsets(partitions);
  }

  @Override
  public void assign(Collection<TopicPartition> partitions) {
    wanted.clear();
    wanted.addAll(partitions);
    positions.clear();
    consumer.assign(partitions);
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
