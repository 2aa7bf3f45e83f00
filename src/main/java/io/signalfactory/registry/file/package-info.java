/**
 * A folder of schemas instead of a registry, for one machine, for backtests, and for sites without
 * a network.
 *
 * <p>The door: {@link io.signalfactory.registry.file.FileRegistry}.
 */
@NullMarked
package io.signalfactory.registry.file;

import org.jspecify.annotations.NullMarked;
