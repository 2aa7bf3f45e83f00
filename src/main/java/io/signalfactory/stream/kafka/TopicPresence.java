package io.signalfactory.stream.kafka;

import org.apache.kafka.common.Uuid;

/** What the cluster last said about a topic. */
sealed interface TopicPresence {

  /** Nothing yet. */
  record Unasked() implements TopicPresence {}

  /**
   * It exists.
   *
   * @param id another one for a topic of the same name that was created later
   * @param partitions how many it has
   */
  record There(Uuid id, int partitions) implements TopicPresence {}

  /** It does not exist. */
  record Gone() implements TopicPresence {}
}
