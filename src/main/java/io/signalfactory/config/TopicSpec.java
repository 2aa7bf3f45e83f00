package io.signalfactory.config;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is expected of a topic.
 *
 * @param name the topic's name
 * @param partitions the number of partitions, at least 1
 * @param replicationFactor the number of replicas; -1 for the cluster's default
 * @param configs the configuration that it needs, by Kafka's names; others may have any value
 */
public record TopicSpec(
    String name, int partitions, short replicationFactor, Map<String, String> configs) {

  public TopicSpec {
    configs = Collections.unmodifiableMap(new TreeMap<>(configs));
  }
}
