/**
 * An HTTP server that knows nothing of signals. Whoever uses it gives {@link
 * io.signalfactory.server.http.HttpListener} a place to {@link
 * io.signalfactory.server.http.Listening}, a list of {@link io.signalfactory.server.http.Route}s
 * and an {@link io.signalfactory.server.http.AccessPolicy} over {@link
 * io.signalfactory.server.http.Tokens}. A request that belongs to a route becomes a {@link
 * io.signalfactory.server.http.Call}, the {@link io.signalfactory.server.http.Action} of the route
 * answers it with a {@link io.signalfactory.server.http.Response} or throws a {@link
 * io.signalfactory.server.http.ProblemException}; everything else is refused here: who may not make
 * the call ({@link io.signalfactory.server.http.Access}), what is too large, what takes too long.
 * One class, {@code Routing}, knows how Javalin calls an action.
 *
 * <p>Further doors are {@link io.signalfactory.server.http.QueryParameters}, {@link
 * io.signalfactory.server.http.MediaTypes} and {@link io.signalfactory.server.http.Caller}, which
 * actions read a call with; {@link io.signalfactory.server.http.EntityTag} for answers that have
 * versions, {@link io.signalfactory.server.http.JsonDocument} for those that are written without a
 * tree, {@link io.signalfactory.server.http.Mistake} for what is wrong in a body, {@link
 * io.signalfactory.server.http.StreamBody} and {@link io.signalfactory.server.http.StreamSink} for
 * answers that are written over time; {@link io.signalfactory.server.http.Token}, {@link
 * io.signalfactory.server.http.Encryption} and {@link
 * io.signalfactory.server.http.CannotListenException}.
 */
@NullMarked
package io.signalfactory.server.http;

import org.jspecify.annotations.NullMarked;
