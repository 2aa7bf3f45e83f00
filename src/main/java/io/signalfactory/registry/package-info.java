/**
 * Schema registries, and the answers that are kept of them. A registry is slow and can be away;
 * what is here keeps both from the stream threads.
 *
 * <p>The doors: {@link io.signalfactory.registry.SchemaRegistry} is what a registry has to answer,
 * with {@link io.signalfactory.registry.RegistryUnavailableException} and {@link
 * io.signalfactory.registry.SchemaRefusedException} where it cannot, and {@link
 * io.signalfactory.registry.SchemaBounds} for what it may answer. {@link
 * io.signalfactory.registry.SchemaLookups} asks one registry on behalf of all stream threads within
 * {@link io.signalfactory.registry.LookupLimits}, and counts in {@link
 * io.signalfactory.registry.LookupCounts}. Each kind of registry is a package of its own below this
 * one.
 */
@NullMarked
package io.signalfactory.registry;

import org.jspecify.annotations.NullMarked;
