/**
 * Answers from all instances. A resource answers from the stores of its own instance; here its
 * routes become such that any instance answers them.
 *
 * <p>The doors: {@link io.signalfactory.server.cluster.ClusterRoutes} takes a route about one
 * dataset, or a {@link io.signalfactory.server.cluster.ListRoute}, whose {@link
 * io.signalfactory.server.cluster.Listing} gives each {@link io.signalfactory.server.cluster.Entry}
 * of a list. {@link io.signalfactory.server.cluster.DatasetQuestion} asks what a resource has to
 * know itself. {@link io.signalfactory.server.cluster.Ages} says with an answer how old it may be.
 */
@NullMarked
package io.signalfactory.server.cluster;

import org.jspecify.annotations.NullMarked;
