package io.signalfactory.tally;

import org.jspecify.annotations.Nullable;

/**
 * A version of a service that sent records.
 *
 * @param service the name of the service
 * @param version its version; null if unknown
 */
public record ServiceVersion(String service, @Nullable String version) {}
