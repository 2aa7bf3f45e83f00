package io.signalfactory.stream.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Keeps a raw record's timestamp as it is. Streams drops a record with a negative timestamp, as old
 * producers can write it, and no record may be dropped: those get the time 0, in 1970.
 */
public final class RawTimestamps implements TimestampExtractor {

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return Math.max(0, record.timestamp());
  }
}
