package io.signalfactory.stream.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
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
  public Map<String, Uuid> of(Set<String> topics) {
    Map<String, Uuid> ids = new HashMap<>();
    long deadline = System.nanoTime() + ANSWERED_WITHIN.toNanos();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> answer :
        admin.describeTopics(topics).topicNameValues().entrySet()) {
      try {
        long left = Math.max(0, deadline - System.nanoTime());
        ids.put(answer.getKey(), answer.getValue().get(left, TimeUnit.NANOSECONDS).topicId());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof TopicAuthorizationException) {
          ids.put(answer.getKey(), Uuid.ZERO_UUID);
        } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw noAnswer(answer.getKey(), e);
        }
      } catch (java.util.concurrent.TimeoutException e) {
        throw noAnswer(answer.getKey(), e);
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
    return ids;
  }

  private static TimeoutException noAnswer(String topic, Throwable cause) {
    return new TimeoutException("the cluster does not say which id topic " + topic + " has", cause);
  }
}
