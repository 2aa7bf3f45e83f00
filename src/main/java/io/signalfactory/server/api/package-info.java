/**
 * What an instance answers over HTTP. Each {@code Resource} has the routes of one kind of thing:
 * datasets, signals, history, breaches, contracts, health, metrics, the description. A resource
 * asks {@link io.signalfactory.query.Queries} and writes the answer; it does not know where the
 * answer comes from.
 *
 * <p>The door of this package is {@link io.signalfactory.server.api.Api}.
 */
@NullMarked
package io.signalfactory.server.api;

import org.jspecify.annotations.NullMarked;
