package io.signalfactory.sampling;

import io.signalfactory.infer.Sample;
import io.signalfactory.sampling.SamplePlan.Span;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Takes samples of the topics of a cluster, with a consumer without a group for each. */
public final class KafkaSampler implements Sampler {

  /** A poll that brings more than a stretch needs has brought it for nothing. */
  private static final int BYTES_PER_FETCH = 256 << 10;

  /** Of one broker, with many partitions. */
  private static final int BYTES_PER_ANSWER = 4 << 20;

  /** The consumer asks ahead for what follows, and what is wanted next has to wait for that. */
  private static final int WAIT_FOR_MORE_MS = 5;

  private final Map<String, Object> consumerProperties;

  /**
   * @param consumerProperties how to reach the cluster; only committed records have to be read
   */
  public KafkaSampler(Map<String, Object> consumerProperties) {
    this.consumerProperties = Map.copyOf(consumerProperties);
  }

  @Override
  public Sample sample(String topic, SampleLimits limits) {
    long deadline = System.nanoTime() + limits.time().toNanos();
    Map<String, Object> properties = new HashMap<>(consumerProperties);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, BYTES_PER_FETCH);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, BYTES_PER_ANSWER);
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, WAIT_FOR_MORE_MS);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      Map<Integer, Span> spans = spans(consumer, topic, deadline);
      Reading reading = new Reading(consumer, topic, limits, deadline);
      reading.read(SamplePlan.of(spans, limits.records()));
      return new Sample(
          topic, reading.records(), How.taken(spans, reading.records(), reading.stoppedBy()));
    } finally {
      // Whoever asks waits for it, also where the cluster is away.
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  private static Map<Integer, Span> spans(
      Consumer<byte[], byte[]> consumer, String topic, long deadline) {
    List<PartitionInfo> found = consumer.partitionsFor(topic, left(deadline));
    if (found == null || found.isEmpty()) {
      throw new UnknownTopicException("there is no topic of this name in the cluster");
    }
    List<TopicPartition> partitions =
        found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    // It would warn if it were told the end of a partition that it does not read.
    consumer.assign(partitions);
    // For a consumer of committed records this is the end of the committed ones.
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, left(deadline));
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, left(deadline));
    Map<Integer, Span> spans = new HashMap<>();
    ends.forEach(
        (partition, end) ->
            spans.put(partition.partition(), new Span(begins.getOrDefault(partition, 0L), end)));
    return spans;
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }
}
