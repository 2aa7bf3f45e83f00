package io.signalfactory.stream.enforce;

import io.signalfactory.event.RawRecord;
import io.signalfactory.gate.Verdict;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A raw record of the batch, and how far it has been processed, so that after a failure it goes on
 * from there.
 */
final class HeldRecord implements RawRecord {

  private final Record<byte[], byte[]> raw;
  private final RecordMetadata from;
  private final long nowMs;
  private final boolean stampedByBroker;
  private @Nullable RawTopic rawTopic;
  private @Nullable Verdict verdict;
  private @Nullable RecordResult result;

  /**
   * @param raw the record
   * @param from its topic, partition and offset
   * @param nowMs our own clock when it was read, in milliseconds since the epoch
   * @param stampedByBroker whether the broker chose its timestamp
   */
  HeldRecord(Record<byte[], byte[]> raw, RecordMetadata from, long nowMs, boolean stampedByBroker) {
    this.raw = raw;
    this.from = from;
    this.nowMs = nowMs;
    this.stampedByBroker = stampedByBroker;
  }

  void judged(RawTopic rawTopic, Verdict verdict) {
    this.rawTopic = rawTopic;
    this.verdict = verdict;
  }

  void ended(RecordResult result) {
    this.result = result;
  }

  Record<byte[], byte[]> raw() {
    return raw;
  }

  RecordMetadata from() {
    return from;
  }

  /** Our own clock when it was read, in milliseconds since the epoch. */
  long nowMs() {
    return nowMs;
  }

  boolean isJudged() {
    return verdict != null || hasEnded();
  }

  boolean hasEnded() {
    return result != null;
  }

  /** The topic whose plan it was judged by. */
  RawTopic rawTopic() {
    return Objects.requireNonNull(rawTopic, "not judged yet");
  }

  Verdict verdict() {
    return Objects.requireNonNull(verdict, "not judged yet");
  }

  RecordResult result() {
    return Objects.requireNonNull(result, "not processed yet");
  }

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

  /** Known once it has been judged. */
  @Override
  public String topicId() {
    return rawTopic().topicId();
  }

  /** Known once it has been judged. */
  @Override
  public long position() {
    return rawTopic().positionOf(from.offset());
  }

  @Override
  public long timestampMs() {
    return raw.timestamp();
  }

  @Override
  public boolean stampedByBroker() {
    return stampedByBroker;
  }

  @Override
  public byte @Nullable [] key() {
    return raw.key();
  }

  @Override
  public byte @Nullable [] value() {
    return raw.value();
  }

  @Override
  public byte @Nullable [] header(String name) {
    Header header = raw.headers().lastHeader(name);
    return header == null ? null : header.value();
  }
}
