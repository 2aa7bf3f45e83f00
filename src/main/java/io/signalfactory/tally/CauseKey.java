package io.signalfactory.tally;

import org.jspecify.annotations.Nullable;

/**
 * Who breaks what: violations with the same key have the same cause.
 *
 * @param service the service that sent the record; null if unknown
 * @param version the version of the service; null if unknown
 * @param gate {@code G1} to {@code G5}
 * @param code the code of the violation, one of {@link io.signalfactory.gate.ViolationCode} or of a
 *     newer release
 * @param field the path of the field concerned; null if the violation is not about a field
 * @param rule the name of the rule concerned; null if the violation is not about a rule
 */
public record CauseKey(
    @Nullable String service,
    @Nullable String version,
    String gate,
    String code,
    @Nullable String field,
    @Nullable String rule) {}
