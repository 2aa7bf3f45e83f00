package io.signalfactory.replay;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One record of a replay file.
 *
 * @param key the key's bytes; null for none
 * @param value the value's bytes; null for a tombstone
 * @param headers the headers, in the order of the file
 * @param timestamp milliseconds since the epoch, not negative; null if the file has none
 */
public record ReplayRecord(
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<Header> headers,
    @Nullable Long timestamp) {}
