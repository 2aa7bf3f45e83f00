package io.signalfactory.stream.kafka;

import java.util.OptionalInt;

/** How many partitions topics have. */
@FunctionalInterface
public interface TopicSizes {

  /** The number of a topic's partitions; 0 if it does not exist, empty while it is not known. */
  OptionalInt countOf(String topic);
}
