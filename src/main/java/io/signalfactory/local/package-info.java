/**
 * What a run on one machine needs: a broker inside the process, replay of recorded events, and demo
 * traffic. Not part of the production image.
 *
 * <p>The doors: {@link io.signalfactory.local.EmbeddedBroker} in a {@link
 * io.signalfactory.local.DataFolder}, {@link io.signalfactory.local.LoopbackPort} with {@link
 * io.signalfactory.local.PortInUseException}, {@link io.signalfactory.local.Replay} and {@link
 * io.signalfactory.local.DemoTraffic}.
 */
@NullMarked
package io.signalfactory.local;

import org.jspecify.annotations.NullMarked;
