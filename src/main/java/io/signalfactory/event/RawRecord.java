package io.signalfactory.event;

import org.jspecify.annotations.Nullable;

/**
 * One record as it lies in a raw topic.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset
 * @param timestampMs its timestamp in milliseconds since the epoch, whatever the producer wrote
 * @param value its value, any bytes; null for a tombstone. Not copied: nobody may change it
 * @param headers its headers
 */
public record RawRecord(
    String topic,
    int partition,
    long offset,
    long timestampMs,
    byte @Nullable [] value,
    HeaderSource headers) {}
