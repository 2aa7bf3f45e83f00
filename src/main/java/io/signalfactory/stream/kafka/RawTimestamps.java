package io.signalfactory.stream.kafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Keeps a raw record's timestamp as it is. Streams drops a record with a negative timestamp, as old
 * producers can write it, and no record may be dropped: those get the time 0, in 1970.
 *
 * <p>It also remembers which records the broker stamped, as Streams does not tell processors. A
 * record is processed a short while after it was read, so it is enough to remember at which offset
 * that last changed. Thread-safe.
 */
public final class RawTimestamps implements TimestampExtractor {

  /** The key under which the configuration of the consumers carries the instance's own object. */
  public static final String CONFIG_KEY = "signal.factory.raw.timestamps";

  private final Map<TopicPartition, Stamper> stampers = new ConcurrentHashMap<>();

  /** Whether any topic has been stamped by its broker: mostly none is, and nothing is looked up. */
  private volatile boolean anyByBroker;

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return Math.max(0, record.timestamp());
  }

  /** Takes note of who stamped the records that a consumer has read. */
  void read(ConsumerRecords<?, ?> records) {
    for (TopicPartition partition : records.partitions()) {
      for (ConsumerRecord<?, ?> record : records.records(partition)) {
        boolean byBroker = record.timestampType() == TimestampType.LOG_APPEND_TIME;
        if (byBroker || anyByBroker) {
          note(partition, record.offset(), byBroker);
        }
      }
    }
  }

  private void note(TopicPartition partition, long offset, boolean byBroker) {
    Stamper known = stampers.get(partition);
    if (known == null || known.isBroker != byBroker || offset < known.fromOffset) {
      stampers.put(partition, new Stamper(byBroker, offset));
    }
    anyByBroker = true;
  }

  /** Whether the broker stamped a record that was read a short while ago. */
  public boolean stampedByBroker(RecordMetadata record) {
    if (!anyByBroker) {
      return false;
    }
    Stamper known = stampers.get(new TopicPartition(record.topic(), record.partition()));
    return known != null && known.isBroker == record.offset() >= known.fromOffset;
  }

  /**
   * Who stamps the records of a partition.
   *
   * @param isBroker the broker; if not, producers
   * @param fromOffset the first record of which that is so; the records before are the opposite
   */
  private record Stamper(boolean isBroker, long fromOffset) {}
}
