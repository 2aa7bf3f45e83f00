package io.signalfactory.event;

import org.jspecify.annotations.Nullable;

/**
 * One record as it lies in a raw topic. An interface, so that whoever reads a topic shows what it
 * has instead of copying it for each record.
 */
public interface RawRecord {

  /** Its topic. */
  String topic();

  /** Its partition. */
  int partition();

  /** Its offset. */
  long offset();

  /** Its timestamp in milliseconds since the epoch, whatever the producer wrote. */
  long timestampMs();

  /** Its value, any bytes; null for a tombstone. Not copied: nobody may change it. */
  byte @Nullable [] value();

  /** The value of its last header of that name; null if there is none or it has no value. */
  byte @Nullable [] header(String name);
}
