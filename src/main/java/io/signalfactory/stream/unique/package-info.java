/**
 * UNIQUE: compares the keys of unique rules over all raw partitions.
 *
 * <p>The doors: {@link io.signalfactory.stream.unique.UniqueProcessor} and {@link
 * io.signalfactory.stream.unique.UniqueClaimSerde} for the topology, and, for the rules that
 * ENFORCE judges by itself, {@link io.signalfactory.stream.unique.UniqueKeys} and {@link
 * io.signalfactory.stream.unique.RulesInForce}.
 */
@NullMarked
package io.signalfactory.stream.unique;

import org.jspecify.annotations.NullMarked;
