package io.signalfactory.stream.kafka;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Which incarnations of topics exist. A topic that is deleted and created again has the same name
 * and another id.
 */
@FunctionalInterface
interface TopicIds {

  /**
   * The ids that the topics of partitions have now.
   *
   * @return the id of the topic of each partition that exists, also where a topic was created again
   *     with fewer partitions; {@link Uuid#ZERO_UUID} where the cluster does not say
   * @throws org.apache.kafka.common.KafkaException if the cluster does not answer in time
   */
  Map<TopicPartition, Uuid> of(Set<TopicPartition> partitions);
}
