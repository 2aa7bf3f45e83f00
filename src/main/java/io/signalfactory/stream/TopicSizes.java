package io.signalfactory.stream;

import java.util.OptionalInt;

/** How many partitions topics have. */
@FunctionalInterface
interface TopicSizes {

  /** The number of a topic's partitions; 0 if it does not exist, empty while it is not known. */
  OptionalInt countOf(String topic);
}
