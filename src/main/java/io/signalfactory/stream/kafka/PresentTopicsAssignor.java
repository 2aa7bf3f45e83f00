package io.signalfactory.stream.kafka;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.streams.processor.internals.StreamsPartitionAssignor;
import org.jspecify.annotations.Nullable;

/**
 * Kafka Streams' assignor, which is told of topics that are gone before it assigns (ADR 27).
 *
 * <p>The member that assigns knows its topics from when it joined, and the cluster from a moment
 * later. If a topic was deleted in between, Kafka Streams takes it for one that somebody has
 * forgotten to create, and ends every stream thread of the group.
 *
 * <p>Kafka makes it from its class, so it is public.
 */
public final class PresentTopicsAssignor implements ConsumerPartitionAssignor, Configurable {

  /** The keys under which the configuration of the consumers carries the instance's own objects. */
  static final String RAW_READINGS = "signal.factory.raw.readings";

  static final String TASK_COUNT = "signal.factory.task.count";

  private final StreamsPartitionAssignor streams = new StreamsPartitionAssignor();
  private @Nullable RawReadings readings;
  private @Nullable TaskCount tasks;

  @Override
  public void configure(Map<String, ?> configs) {
    readings = configs.get(RAW_READINGS) instanceof RawReadings instance ? instance : null;
    tasks = configs.get(TASK_COUNT) instanceof TaskCount instance ? instance : null;
    streams.configure(configs);
  }

  @Override
  public GroupAssignment assign(Cluster cluster, GroupSubscription group) {
    Set<String> subscribed = new HashSet<>();
    group.groupSubscription().values().forEach(member -> subscribed.addAll(member.topics()));
    subscribed.retainAll(cluster.topics());
    // What it returns goes to the group when a member joins; here only what it remembers counts.
    var unused = streams.subscriptionUserData(subscribed);
    countTasks(cluster, subscribed);
    return streams.assign(cluster, group);
  }

  private void countTasks(Cluster cluster, Set<String> topics) {
    RawReadings known = readings;
    TaskCount count = tasks;
    if (known != null && count != null) {
      count.is(
          topics.stream()
              .filter(known::isRaw)
              .map(cluster::partitionCountForTopic)
              .filter(Objects::nonNull)
              .mapToInt(Integer::intValue)
              .max()
              .orElse(0));
    }
  }

  @Override
  public ByteBuffer subscriptionUserData(Set<String> topics) {
    return streams.subscriptionUserData(topics);
  }

  @Override
  public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
    streams.onAssignment(assignment, metadata);
  }

  @Override
  public List<RebalanceProtocol> supportedProtocols() {
    return streams.supportedProtocols();
  }

  @Override
  public short version() {
    return streams.version();
  }

  @Override
  public String name() {
    return streams.name();
  }
}
