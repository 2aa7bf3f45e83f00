/**
 * The registries that the settings name.
 *
 * <p>The door: {@link io.signalfactory.registry.configured.ConfiguredRegistries}.
 */
@NullMarked
package io.signalfactory.registry.configured;

import org.jspecify.annotations.NullMarked;
