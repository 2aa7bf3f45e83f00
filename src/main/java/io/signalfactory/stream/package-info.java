/**
 * The Kafka Streams application: the topology, its processors, stores, serdes and topics. What is
 * decided about records, signals and breaches is decided in the domain packages; here it is only
 * wired.
 *
 * <p>The doors of this package are {@link io.signalfactory.stream.StreamApplication}, {@link
 * io.signalfactory.stream.SignalFactoryTopology} and, for what is fed from outside, {@link
 * io.signalfactory.stream.TallyFeed}.
 */
@NullMarked
package io.signalfactory.stream;

import org.jspecify.annotations.NullMarked;
