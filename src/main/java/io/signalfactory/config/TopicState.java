package io.signalfactory.config;

import java.util.Map;

/**
 * A topic as it is.
 *
 * @param partitions its partitions
 * @param replicationFactor the replicas of its first partition
 * @param configs its whole configuration, by Kafka's names
 */
record TopicState(int partitions, int replicationFactor, Map<String, String> configs) {

  TopicState {
    configs = Map.copyOf(configs);
  }
}
