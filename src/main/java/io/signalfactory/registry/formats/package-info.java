/**
 * How values are read with the schemas of a registry.
 *
 * <p>The door: {@link io.signalfactory.registry.formats.RegistryFormats}.
 */
@NullMarked
package io.signalfactory.registry.formats;

import org.jspecify.annotations.NullMarked;
