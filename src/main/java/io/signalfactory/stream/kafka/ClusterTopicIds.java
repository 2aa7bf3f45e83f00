package io.signalfactory.stream.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the cluster for the ids of topics, and waits for the answer. Thread-safe. */
final class ClusterTopicIds implements TopicIds {

  /** A stream thread waits no longer than this: it also has to keep its place in the group. */
  static final Duration ANSWERED_WITHIN = Duration.ofSeconds(3);

  private final Admin admin;

  /**
   * @param admin a connection to the cluster, which this object does not close
   */
  ClusterTopicIds(Admin admin) {
    this.admin = admin;
  }

  @Override
  public Map<TopicPartition, Uuid> of(Set<TopicPartition> partitions) {
    Set<String> topics = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    Map<TopicPartition, Uuid> ids = new HashMap<>();
    long deadline = System.nanoTime() + ANSWERED_WITHIN.toNanos();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> answer :
        admin.describeTopics(topics).topicNameValues().entrySet()) {
      Existing existing = existing(answer.getKey(), answer.getValue(), deadline);
      partitions.stream()
          .filter(partition -> partition.topic().equals(answer.getKey()))
          .filter(partition -> partition.partition() < existing.partitions())
          .forEach(partition -> ids.put(partition, existing.id()));
    }
    return ids;
  }

  private static Existing existing(
      String topic, KafkaFuture<TopicDescription> answer, long deadline) {
    try {
      long left = Math.max(0, deadline - System.nanoTime());
      TopicDescription description = answer.get(left, TimeUnit.NANOSECONDS);
      return new Existing(description.topicId(), description.partitions().size());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicAuthorizationException) {
        return new Existing(Uuid.ZERO_UUID, Integer.MAX_VALUE);
      }
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return new Existing(Uuid.ZERO_UUID, 0);
      }
      throw noAnswer(topic, e);
    } catch (java.util.concurrent.TimeoutException e) {
      throw noAnswer(topic, e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static TimeoutException noAnswer(String topic, Throwable cause) {
    return new TimeoutException("the cluster does not say which id topic " + topic + " has", cause);
  }

  /** What exists of a topic: no partition, if it is gone. */
  private record Existing(Uuid id, int partitions) {}
}
