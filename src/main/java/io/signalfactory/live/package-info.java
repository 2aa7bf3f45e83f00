/**
 * What changes, as it changes: the records of the topics of signals and breaches, read by every
 * instance for the clients that listen to it.
 *
 * <p>The doors: {@link io.signalfactory.live.LiveFeed} gives a client its {@link
 * io.signalfactory.live.LiveSubscription}, with what its {@link io.signalfactory.live.LiveFilter}
 * asks for; what comes out of it is a {@link io.signalfactory.live.LiveItem}, with {@link
 * io.signalfactory.live.LivePosition} as the place to go on from. {@link
 * io.signalfactory.live.LiveTopic} names what can be listened to, {@link
 * io.signalfactory.live.LiveLimits} how much a client may cost, and {@link
 * io.signalfactory.live.LiveBusyException} says that it cannot be served now. {@link
 * io.signalfactory.live.KafkaLiveLog} is the {@link io.signalfactory.live.LiveLog} of a cluster.
 */
@NullMarked
package io.signalfactory.live;

import org.jspecify.annotations.NullMarked;
