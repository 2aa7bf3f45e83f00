package io.signalfactory.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics of a cluster, or compares them with what is expected. */
public final class TopicAdmin {

  private static final Duration LED_WITHIN = Duration.ofSeconds(30);
  private static final Duration LEADER_CHECK_EVERY = Duration.ofMillis(20);

  private final Admin admin;

  /**
   * @param admin a client of the cluster; the caller closes it
   */
  public TopicAdmin(Admin admin) {
    this.admin = admin;
  }

  /**
   * Creates the missing topics, leaves the others as they are, and returns when the new ones accept
   * records.
   *
   * @return the names of the new topics
   * @throws KafkaException if the cluster refuses to create one; its message says why
   */
  public List<String> create(Collection<TopicSpec> topics) {
    Map<String, KafkaFuture<Void>> answers =
        admin.createTopics(topics.stream().map(TopicAdmin::newTopic).toList()).values();
    List<String> created = new ArrayList<>();
    for (TopicSpec topic : topics) {
      KafkaFuture<String> answer =
          Objects.requireNonNull(answers.get(topic.name())).thenApply(nothing -> topic.name());
      unless(TopicExistsException.class, answer, "create " + topic.name()).ifPresent(created::add);
    }
    awaitLeaders(topics.stream().filter(topic -> created.contains(topic.name())).toList());
    return created;
  }

  /**
   * Waits until the leader of every partition gives its end offset, which it can do only once it
   * has the partition.
   *
   * <p>The metadata names the leader earlier than that. If the first request of an idempotent
   * producer arrives too early and its second in time, the first one is repeated until it expires
   * (KAFKA-15591, in brokers up to 4.3).
   */
  private void awaitLeaders(Collection<TopicSpec> topics) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (TopicSpec topic : topics) {
      for (int partition = 0; partition < topic.partitions(); partition++) {
        ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    long deadline = System.nanoTime() + LED_WITHIN.toNanos();
    awaitKnown(topics, deadline);
    while (!ends.isEmpty()) {
      ListOffsetsResult answers = admin.listOffsets(ends);
      boolean last = System.nanoTime() - deadline > 0;
      ends.keySet()
          .removeIf(partition -> answers(answers.partitionResult(partition), partition, last));
      pauseUnless(ends.isEmpty());
    }
  }

  /** Waits until a broker knows the topics. The client logs an error if it asks for more before. */
  private void awaitKnown(Collection<TopicSpec> topics, long deadline) {
    List<String> unknown = new ArrayList<>(topics.stream().map(TopicSpec::name).toList());
    while (!unknown.isEmpty() && System.nanoTime() - deadline < 0) {
      Map<String, KafkaFuture<TopicDescription>> answers =
          admin.describeTopics(unknown).topicNameValues();
      unknown.removeIf(
          topic ->
              unless(
                      UnknownTopicOrPartitionException.class,
                      Objects.requireNonNull(answers.get(topic)),
                      "describe " + topic)
                  .isPresent());
      pauseUnless(unknown.isEmpty());
    }
  }

  /** Whether a leader answered; if it does not at the {@code last} try, an exception is thrown. */
  private static boolean answers(
      KafkaFuture<ListOffsetsResult.ListOffsetsResultInfo> end,
      TopicPartition partition,
      boolean last) {
    String action = "reach the leader of " + partition + ", which has just been created";
    if (last) {
      var unused = await(end, action);
      return true;
    }
    return unless(RetriableException.class, end, action).isPresent();
  }

  private static void pauseUnless(boolean done) {
    if (!done) {
      try {
        Thread.sleep(LEADER_CHECK_EVERY.toMillis());
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
  }

  /**
   * Compares topics with what is expected of them.
   *
   * @return every difference, in the order of {@code topics}; empty if there is none
   * @throws KafkaException if the cluster does not answer
   */
  public List<TopicDifference> check(Collection<TopicSpec> topics) {
    Map<String, TopicState> states = states(topics.stream().map(TopicSpec::name).toList());
    return topics.stream()
        .flatMap(topic -> TopicDifference.between(topic, states.get(topic.name())).stream())
        .toList();
  }

  private Map<String, TopicState> states(List<String> names) {
    Map<ConfigResource, TopicDescription> descriptions = new HashMap<>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach(
            (name, answer) ->
                unless(UnknownTopicOrPartitionException.class, answer, "describe " + name)
                    .ifPresent(
                        description ->
                            descriptions.put(
                                new ConfigResource(ConfigResource.Type.TOPIC, name), description)));
    Map<ConfigResource, KafkaFuture<Config>> configs =
        admin.describeConfigs(descriptions.keySet()).values();
    Map<String, TopicState> states = new HashMap<>();
    descriptions.forEach(
        (topic, description) ->
            unless(
                    UnknownTopicOrPartitionException.class,
                    Objects.requireNonNull(configs.get(topic)),
                    "read the configuration of " + topic.name())
                .ifPresent(config -> states.put(topic.name(), state(description, config))));
    return states;
  }

  private static TopicState state(TopicDescription description, Config config) {
    Map<String, String> configs = new HashMap<>();
    for (ConfigEntry entry : config.entries()) {
      if (entry.value() != null) {
        configs.put(entry.name(), entry.value());
      }
    }
    return new TopicState(
        description.partitions().size(),
        description.partitions().get(0).replicas().size(),
        configs);
  }

  private static NewTopic newTopic(TopicSpec topic) {
    Optional<Short> replicas =
        topic.replicationFactor() == -1 ? Optional.empty() : Optional.of(topic.replicationFactor());
    return new NewTopic(topic.name(), Optional.of(topic.partitions()), replicas)
        .configs(topic.configs());
  }

  /** The answer, or empty if it is the tolerated error. */
  private static <T> Optional<T> unless(
      Class<? extends KafkaException> tolerated, KafkaFuture<T> answer, String action) {
    try {
      return Optional.of(await(answer, action));
    } catch (KafkaException e) {
      if (tolerated.isInstance(e.getCause())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static <T> T await(KafkaFuture<T> answer, String action) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new KafkaException("cannot " + action + ": " + why, e.getCause());
    }
  }
}
