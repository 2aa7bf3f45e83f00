package io.signalfactory.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates topics, and compares those of a cluster with what is expected. */
public final class TopicAdmin {

  private final Admin admin;

  /**
   * @param admin a connection to the cluster; the caller closes it
   */
  public TopicAdmin(Admin admin) {
    this.admin = admin;
  }

  /**
   * Creates those topics that are missing and leaves the others as they are.
   *
   * @return the names of the created ones
   * @throws KafkaException if the cluster refuses one; its message says why
   */
  public List<String> create(Collection<TopicSpec> topics) {
    Map<String, KafkaFuture<Void>> answers =
        admin.createTopics(topics.stream().map(TopicAdmin::newTopic).toList()).values();
    List<String> created = new ArrayList<>();
    for (TopicSpec topic : topics) {
      KafkaFuture<String> answer = answers.get(topic.name()).thenApply(nothing -> topic.name());
      unless(TopicExistsException.class, answer, "create " + topic.name()).ifPresent(created::add);
    }
    return created;
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
    Map<String, TopicDescription> descriptions = new HashMap<>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach(
            (name, answer) ->
                unless(UnknownTopicOrPartitionException.class, answer, "describe " + name)
                    .ifPresent(description -> descriptions.put(name, description)));
    List<ConfigResource> resources =
        descriptions.keySet().stream()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    Map<String, TopicState> states = new HashMap<>();
    admin
        .describeConfigs(resources)
        .values()
        .forEach(
            (resource, answer) ->
                unless(
                        UnknownTopicOrPartitionException.class,
                        answer,
                        "read the configuration of " + resource.name())
                    .ifPresent(
                        config ->
                            states.put(
                                resource.name(),
                                state(descriptions.get(resource.name()), config))));
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

  /** The answer, or empty where it is the tolerated error. */
  private static <T> Optional<T> unless(
      Class<? extends KafkaException> tolerated, KafkaFuture<T> answer, String action) {
    try {
      return Optional.of(answer.get());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      if (tolerated.isInstance(e.getCause())) {
        return Optional.empty();
      }
      String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new KafkaException("cannot " + action + ": " + why, e.getCause());
    }
  }
}
