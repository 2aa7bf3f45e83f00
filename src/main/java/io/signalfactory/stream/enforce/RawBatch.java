package io.signalfactory.stream.enforce;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The raw records that an ENFORCE task has read and not processed yet, in their order (ADR 0016).
 * It is processed when it is full; if that fails it accepts more records, so that none is lost.
 *
 * <p>A new list is made for each batch on purpose: storing a reference in an old object costs G1 a
 * memory fence, and there would be a handful per record.
 */
final class RawBatch {

  /** More records gain nothing (ADR 0016). */
  static final int MAX_RECORDS = 32;

  /** Values in bytes: large records gain nothing by waiting for each other. */
  static final int MAX_BYTES = 64 * 1024;

  private List<HeldRecord> records = new ArrayList<>(MAX_RECORDS);
  private int bytes;

  void add(HeldRecord record) {
    records.add(record);
    byte[] value = record.value();
    bytes += value == null ? 0 : value.length;
  }

  /** Whether this is the record that was added last: Kafka Streams passed it once more. */
  boolean endsWith(RecordMetadata record) {
    if (records.isEmpty()) {
      return false;
    }
    HeldRecord last = records.get(records.size() - 1);
    return last.offset() == record.offset()
        && last.partition() == record.partition()
        && last.topic().equals(record.topic());
  }

  /** Whether it is time to process them. */
  boolean isFull() {
    return records.size() >= MAX_RECORDS || bytes >= MAX_BYTES;
  }

  int size() {
    return records.size();
  }

  HeldRecord get(int i) {
    return records.get(i);
  }

  void clear() {
    records = new ArrayList<>(MAX_RECORDS);
    bytes = 0;
  }
}
