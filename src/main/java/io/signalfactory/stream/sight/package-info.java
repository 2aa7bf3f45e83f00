/**
 * Whether this instance sees: until when it has judged its datasets, and why it no longer does.
 *
 * <p>The doors: the tasks and the watch tell {@link io.signalfactory.stream.sight.SightBoard},
 * which answers everybody who reads a state. A task does so through its {@link
 * io.signalfactory.stream.sight.TaskSight}; {@link io.signalfactory.stream.sight.ClusterProbe} asks
 * the cluster, and {@link io.signalfactory.stream.sight.ClusterSight} has its answers. {@link
 * io.signalfactory.stream.sight.CopyBoard} knows how far the copies of this instance are behind,
 * {@link io.signalfactory.stream.sight.RestoreBoard} which stores are being restored.
 */
@NullMarked
package io.signalfactory.stream.sight;

import org.jspecify.annotations.NullMarked;
