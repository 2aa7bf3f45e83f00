package io.signalfactory.config;

import java.util.Map;

/**
 * What a topic of the cluster is like.
 *
 * @param partitions the number of partitions
 * @param replicationFactor the number of replicas of its first partition
 * @param configs its whole configuration, by Kafka's names
 */
record TopicState(int partitions, int replicationFactor, Map<String, String> configs) {

  TopicState {
    configs = Map.copyOf(configs);
  }
}
