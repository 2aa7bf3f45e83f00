package io.signalfactory.stream.enforce;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A raw record on which our code failed, with its own headers and ours, which name its place and
 * the exception. The exception's message is left out, as it might quote the record; the log has the
 * stack.
 *
 * @param letter the record for the dead-letter topic
 */
record DeadLetter(Record<byte[], byte[]> letter) implements RecordResult {

  static final String TOPIC = "signal_factory.error.topic";
  static final String PARTITION = "signal_factory.error.partition";
  static final String OFFSET = "signal_factory.error.offset";
  static final String EXCEPTION = "signal_factory.error.exception";
  static final String PLACE = "signal_factory.error.place";
  static final String TIME = "signal_factory.error.time";

  static DeadLetter of(
      Record<byte[], byte[]> raw, RecordMetadata from, RuntimeException failure, long nowMs) {
    Headers headers = new RecordHeaders(raw.headers().toArray());
    add(headers, TOPIC, from.topic());
    add(headers, PARTITION, Integer.toString(from.partition()));
    add(headers, OFFSET, Long.toString(from.offset()));
    add(headers, EXCEPTION, failure.getClass().getName());
    StackTraceElement[] stack = failure.getStackTrace();
    add(headers, PLACE, stack.length == 0 ? "unknown" : stack[0].toString());
    add(headers, TIME, Instant.ofEpochMilli(nowMs).toString());
    return new DeadLetter(new Record<>(raw.key(), raw.value(), nowMs, headers));
  }

  private static void add(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
