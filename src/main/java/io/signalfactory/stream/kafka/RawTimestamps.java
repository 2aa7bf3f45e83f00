package io.signalfactory.stream.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Takes a raw record's timestamp as it is. Streams drops a record whose timestamp is negative (as
 * old producers can write it), and none may be dropped: those count as 1970.
 */
public final class RawTimestamps implements TimestampExtractor {

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return Math.max(0, record.timestamp());
  }
}
