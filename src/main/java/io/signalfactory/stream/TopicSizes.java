package io.signalfactory.stream;

import java.util.OptionalInt;

/** How many partitions topics have. Thread-safe. */
@FunctionalInterface
interface TopicSizes {

  /** Nothing is known of any topic. */
  TopicSizes UNKNOWN = topic -> OptionalInt.empty();

  /** The number of a topic's partitions, at least 1; empty while it is not known. */
  OptionalInt countOf(String topic);
}
