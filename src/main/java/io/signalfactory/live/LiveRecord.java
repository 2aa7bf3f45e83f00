package io.signalfactory.live;

import org.jspecify.annotations.Nullable;

/**
 * A record of one of the topics.
 *
 * @param topic the topic
 * @param partition its partition
 * @param offset its offset
 * @param key its key, decoded
 * @param value its value; null for a tombstone
 */
record LiveRecord(
    LiveTopic topic, int partition, long offset, String key, byte @Nullable [] value) {}
