/**
 * The HTTP interface of one instance. What a call means is decided by {@code Action}s, which know
 * no HTTP library: a {@code Call} in, an {@code Response} out. Each {@code Resource} brings the
 * routes of one kind of thing, so a further kind is a further resource; where the answers come from
 * is behind {@link io.signalfactory.query.SignalStores}. One class, {@code Routing}, knows how the
 * library calls an action.
 *
 * <p>The door of this package is {@link io.signalfactory.server.HttpServer}.
 */
@NullMarked
package io.signalfactory.server;

import org.jspecify.annotations.NullMarked;
