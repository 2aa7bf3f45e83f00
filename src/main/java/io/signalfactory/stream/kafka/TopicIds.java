package io.signalfactory.stream.kafka;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;

/**
 * Which incarnations of topics exist. A topic that is deleted and created again has the same name
 * and another id.
 */
@FunctionalInterface
interface TopicIds {

  /**
   * The ids that topics have now.
   *
   * @return the id of each topic that exists; {@link Uuid#ZERO_UUID} where the cluster does not say
   * @throws org.apache.kafka.common.KafkaException if the cluster does not answer in time
   */
  Map<String, Uuid> of(Set<String> topics);
}
