package io.signalfactory.tally;

import org.jspecify.annotations.Nullable;

/**
 * A version of a service that sent records.
 *
 * @param service its name
 * @param version its version; null if unknown
 */
public record ServiceVersion(String service, @Nullable String version) {}
