package io.signalfactory.tally;

import org.jspecify.annotations.Nullable;

/**
 * The coordinates of one record that shows a cause.
 *
 * @param topic its raw topic
 * @param partition its partition
 * @param offset its offset
 * @param evidenceId the id of its Evidence
 * @param traceId the id of its trace; null if the record carried none
 */
public record Sample(
    String topic, int partition, long offset, String evidenceId, @Nullable String traceId) {}
