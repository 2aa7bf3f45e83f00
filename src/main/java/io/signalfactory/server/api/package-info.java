/**
 * What an instance answers over HTTP. Each {@code Resource} has the routes of one kind of thing:
 * datasets, signals, history, breaches, contracts, health, metrics, the description. A resource
 * asks {@link io.signalfactory.query.Queries} and writes the answer; it does not know where the
 * answer comes from. What is changed goes through {@code control}.
 *
 * <p>The doors of this package are {@link io.signalfactory.server.api.Api}, {@link
 * io.signalfactory.server.api.ControlPlane}, with which it changes something, {@link
 * io.signalfactory.server.api.Drafting}, from which it drafts contracts, {@link
 * io.signalfactory.server.api.Verification}, with which it checks datasets, and {@link
 * io.signalfactory.server.api.EventStreams}, which serves those who listen to changes.
 */
@NullMarked
package io.signalfactory.server.api;

import org.jspecify.annotations.NullMarked;
