package io.signalfactory.stream.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Shows the instance's {@link RawTimestamps} what a consumer has read, because Kafka Streams drops
 * who stamped a record. Kafka creates an object of this class for each consumer, which therefore
 * finds the timestamps in its configuration.
 */
public final class StampReader implements ConsumerInterceptor<byte[], byte[]> {

  private @Nullable RawTimestamps timestamps;

  @Override
  public void configure(Map<String, ?> configs) {
    timestamps =
        configs.get(RawTimestamps.CONFIG_KEY) instanceof RawTimestamps instance ? instance : null;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    if (timestamps != null) {
      timestamps.read(records);
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    // Only what is read is of interest.
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
