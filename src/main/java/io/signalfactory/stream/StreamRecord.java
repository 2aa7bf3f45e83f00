package io.signalfactory.stream;

import io.signalfactory.event.RawRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A raw record as Kafka Streams hands it out.
 *
 * @param record the record
 * @param from where it lies
 */
record StreamRecord(Record<byte[], byte[]> record, RecordMetadata from) implements RawRecord {

  @Override
  public String topic() {
    return from.topic();
  }

  @Override
  public int partition() {
    return from.partition();
  }

  @Override
  public long offset() {
    return from.offset();
  }

  @Override
  public long timestampMs() {
    return record.timestamp();
  }

  @Override
  public byte @Nullable [] value() {
    return record.value();
  }

  @Override
  public byte @Nullable [] header(String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : header.value();
  }
}
