/**
 * Registries that speak Confluent's REST API, asked with Confluent's own client.
 *
 * <p>The doors: {@link io.signalfactory.registry.confluent.ConfluentRegistry}, and {@link
 * io.signalfactory.registry.confluent.ConfluentAccess}, where it is and how to be let in.
 */
@NullMarked
package io.signalfactory.registry.confluent;

import org.jspecify.annotations.NullMarked;
