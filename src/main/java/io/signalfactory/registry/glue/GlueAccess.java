package io.signalfactory.registry.glue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a Glue Schema Registry is. Credentials are found as all programs of AWS find them: in the
 * environment, in system properties, in the profile, or from the instance or the container.
 *
 * @param registry its name
 * @param region such as {@code eu-central-1}; null for that of the environment or the profile
 * @param endpoint another address than that of the region, {@code https://…}; null for none
 * @param timeout for one request, with all that is tried again
 */
public record GlueAccess(
    String registry, @Nullable String region, @Nullable String endpoint, Duration timeout) {}
