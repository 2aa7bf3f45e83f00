package io.signalfactory.config;

import java.util.Map;
import java.util.TreeMap;

/**
 * A topic as it should be.
 *
 * @param name its name
 * @param partitions its partitions, at least 1
 * @param replicationFactor its replicas; -1 for the cluster's default
 * @param configs its configuration where that matters, by Kafka's names
 */
public record TopicSpec(
    String name, int partitions, short replicationFactor, Map<String, String> configs) {

  public TopicSpec {
    configs = java.util.Collections.unmodifiableMap(new TreeMap<>(configs));
  }
}
