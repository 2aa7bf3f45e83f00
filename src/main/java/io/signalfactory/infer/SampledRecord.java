package io.signalfactory.infer;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of a sample.
 *
 * @param partition its partition; 0 if it comes from a file
 * @param offset its offset there; of a file, how many records are before it
 * @param key the key as text; null for none
 * @param headers the headers as text, the last of each name
 * @param value the value's bytes; null for a tombstone
 * @param timestamp milliseconds since the epoch; null if it is not known
 */
public record SampledRecord(
    int partition,
    long offset,
    @Nullable String key,
    Map<String, String> headers,
    byte @Nullable [] value,
    @Nullable Long timestamp) {

  public SampledRecord {
    headers = Map.copyOf(headers);
  }
}
