/**
 * Asking other instances over HTTP, in bounded time and without letting one that does not answer
 * take all threads.
 *
 * <p>The doors: {@link io.signalfactory.peer.Peers} asks, within {@code PeerLimits}. What comes
 * back is a {@link io.signalfactory.peer.PeerAnswer}, or a {@link
 * io.signalfactory.peer.PeerException} that says why there is none.
 */
@NullMarked
package io.signalfactory.peer;

import org.jspecify.annotations.NullMarked;
