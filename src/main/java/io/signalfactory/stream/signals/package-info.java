/**
 * SIGNALS: merges reported tallies into minutes, has every dataset judged once per second, and
 * publishes states and breaches.
 *
 * <p>The doors: {@link io.signalfactory.stream.signals.SignalProcessor} for the topology, and
 * {@link io.signalfactory.stream.signals.QueryableStores}, which answers queries from its stores.
 */
@NullMarked
package io.signalfactory.stream.signals;

import org.jspecify.annotations.NullMarked;
