package io.signalfactory.tally;

import org.jspecify.annotations.Nullable;

/**
 * What makes two failures the same failure.
 *
 * @param service the producer; null if unknown
 * @param version its version; null if unknown
 * @param gate {@code G1} to {@code G5}
 * @param code the violation's code
 * @param field the field's path; null where the violation is about no field
 * @param rule the rule's name; null where the violation is about no rule
 */
public record CauseKey(
    @Nullable String service,
    @Nullable String version,
    String gate,
    String code,
    @Nullable String field,
    @Nullable String rule) {}
