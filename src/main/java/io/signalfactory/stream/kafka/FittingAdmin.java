package io.signalfactory.stream.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicCollection.TopicNameCollection;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.metrics.KafkaMetric;

/**
 * The admin client of Kafka Streams, to which the changelogs of ENFORCE always fit (ADR 27).
 *
 * <p>Kafka Streams describes its internal topics in every assignment. It ends the thread if a
 * changelog has fewer partitions than there are tasks, or more. Raw topics that grow, shrink or go
 * change the number of tasks. So partitions that are missing are added first, and those that no
 * task needs now are not shown; they keep what is in them.
 */
final class FittingAdmin extends ForwardingAdmin {

  private final WidenedTopics changelogs;
  private final TaskCount tasks;

  FittingAdmin(Map<String, Object> config, WidenedTopics changelogs, TaskCount tasks) {
    super(config);
    this.changelogs = changelogs;
    this.tasks = tasks;
  }

  @Override
  public DescribeTopicsResult describeTopics(
      TopicCollection topics, DescribeTopicsOptions options) {
    if (!(topics instanceof TopicNameCollection names)
        || names.topicNames().stream().noneMatch(changelogs.names()::contains)) {
      return super.describeTopics(topics, options);
    }
    changelogs.widen();
    Map<String, KafkaFuture<TopicDescription>> shown = new HashMap<>();
    super.describeTopics(topics, options)
        .topicNameValues()
        .forEach(
            (topic, answer) ->
                shown.put(
                    topic,
                    changelogs.names().contains(topic) ? answer.thenApply(this::fitting) : answer));
    return new ShownTopics(shown);
  }

  private TopicDescription fitting(TopicDescription topic) {
    List<TopicPartitionInfo> all = topic.partitions();
    int wanted = tasks.tasks();
    return wanted == 0 || all.size() <= wanted
        ? topic
        : new TopicDescription(
            topic.name(),
            topic.isInternal(),
            all.subList(0, wanted),
            topic.authorizedOperations(),
            topic.topicId());
  }

  /**
   * Only for pushing metrics to the brokers, which is off; the parent refuses with an exception.
   */
  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {
    // not pushed
  }

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {
    // not pushed
  }

  private static final class ShownTopics extends DescribeTopicsResult {
    private ShownTopics(Map<String, KafkaFuture<TopicDescription>> byName) {
      super(null, byName);
    }
  }
}
