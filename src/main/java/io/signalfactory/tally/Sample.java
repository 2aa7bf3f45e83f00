package io.signalfactory.tally;

import org.jspecify.annotations.Nullable;

/**
 * Where one failing record can be looked up.
 *
 * @param topic its raw topic
 * @param partition its partition
 * @param offset its offset
 * @param evidenceId its Evidence
 * @param traceId its trace; null where it carried none
 */
public record Sample(
    String topic, int partition, long offset, String evidenceId, @Nullable String traceId) {}
