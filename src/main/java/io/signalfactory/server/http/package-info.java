/**
 * An HTTP server that knows nothing of signals. Whoever uses it gives {@link
 * io.signalfactory.server.http.HttpListener} a list of {@link io.signalfactory.server.http.Route}s.
 * A request that belongs to a route becomes a {@link io.signalfactory.server.http.Call}, the {@link
 * io.signalfactory.server.http.Action} of the route answers it with a {@link
 * io.signalfactory.server.http.Response} or throws a {@link
 * io.signalfactory.server.http.ProblemException}; everything else is refused here. One class,
 * {@code Routing}, knows how Javalin calls an action.
 *
 * <p>Further doors are {@link io.signalfactory.server.http.QueryParameters} and {@link
 * io.signalfactory.server.http.MediaTypes}, which actions read a call with, and {@link
 * io.signalfactory.server.http.CannotListenException}.
 */
@NullMarked
package io.signalfactory.server.http;

import org.jspecify.annotations.NullMarked;
