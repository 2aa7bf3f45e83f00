package io.signalfactory.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalfactory.event.RawRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds raw records of which a test says only what it is about. */
public final class RecordBuilder {

  /** When a record arrived that says nothing else: 2026-01-14T12:00:00Z. */
  public static final long TIMESTAMP = Instant.parse("2026-01-14T12:00:00Z").toEpochMilli();

  private final Map<String, byte[]> headers = new HashMap<>();
  private final byte @Nullable [] value;
  private byte @Nullable [] key;
  private String topic = ContractBuilder.TOPIC;
  private int partition;
  private long offset;
  private long timestampMs = TIMESTAMP;
  private boolean byBroker;

  private RecordBuilder(byte @Nullable [] value) {
    this.value = value;
  }

  public static RecordBuilder record(String value) {
    return new RecordBuilder(value.getBytes(UTF_8));
  }

  public static RecordBuilder record(byte[] value) {
    return new RecordBuilder(value);
  }

  public static RecordBuilder tombstone() {
    return new RecordBuilder(null);
  }

  public RecordBuilder key(String text) {
    key = text.getBytes(UTF_8);
    return this;
  }

  public RecordBuilder topic(String name) {
    topic = name;
    return this;
  }

  public RecordBuilder at(int inPartition, long atOffset) {
    partition = inPartition;
    offset = atOffset;
    return this;
  }

  public RecordBuilder timestamp(long epochMs) {
    timestampMs = epochMs;
    return this;
  }

  /** The broker chose the timestamp, not the producer. */
  public RecordBuilder byBroker() {
    byBroker = true;
    return this;
  }

  public RecordBuilder header(String name, String text) {
    return header(name, text.getBytes(UTF_8));
  }

  public RecordBuilder header(String name, byte[] bytes) {
    headers.put(name, bytes);
    return this;
  }

  public RawRecord build() {
    return new Built(
        topic, partition, offset, timestampMs, byBroker, key, value, Map.copyOf(headers));
  }

  private record Built(
      String topic,
      int partition,
      long offset,
      long timestampMs,
      boolean stampedByBroker,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Map<String, byte[]> headers)
      implements RawRecord {

    @Override
    public byte @Nullable [] header(String name) {
      return headers.get(name);
    }
  }
}
