package io.signalfactory.event;

import org.jspecify.annotations.Nullable;

/**
 * A record of a raw topic. An interface, so that the code that reads a topic can hand over its own
 * records without copying them.
 */
public interface RawRecord {

  /** Its topic. */
  String topic();

  /** Its partition. */
  int partition();

  /** Its offset. */
  long offset();

  /**
   * The id of its topic, which tells two topics of one name apart, of which one was deleted before
   * the other was created; empty if it is not known.
   */
  default String topicId() {
    return "";
  }

  /**
   * Its place among all records that were ever read of its partition. That is its offset, unless
   * the topic was deleted and created again: then offsets begin anew, and positions go on.
   */
  default long position() {
    return offset();
  }

  /** Its timestamp, in milliseconds since the epoch; the producer may have written anything. */
  long timestampMs();

  /**
   * Whether its timestamp is the time at which the broker appended it to the topic; if not, the
   * producer chose it.
   */
  default boolean stampedByBroker() {
    return false;
  }

  /** Its key, any bytes; null if it has none. Not copied, so it must not be changed. */
  byte @Nullable [] key();

  /** Its value, any bytes; null for a tombstone. Not copied, so it must not be changed. */
  byte @Nullable [] value();

  /** The value of its last header of that name; null if there is none, or if it has no value. */
  byte @Nullable [] header(String name);
}
