package io.signalfactory.query;

import org.jspecify.annotations.Nullable;

/**
 * Whose readiness is asked for.
 *
 * @param dataset only that of this dataset; null for any
 * @param service only of what this service sends; null for what all send
 */
public record ReadinessFilter(@Nullable String dataset, @Nullable String service) {}
