/**
 * ENFORCE: reads raw records, judges them by the gates, publishes Evidence, counts tallies and
 * reports them.
 *
 * <p>The doors, for the topology: {@link io.signalfactory.stream.enforce.EnforceProcessor} with its
 * {@link io.signalfactory.stream.enforce.EventMetrics}, {@link
 * io.signalfactory.stream.enforce.EvidenceRecord} and {@link
 * io.signalfactory.stream.enforce.EvidenceRoute} for the sink of Evidence, and {@link
 * io.signalfactory.stream.enforce.EnforceChangelogs}, which widens the changelogs.
 */
@NullMarked
package io.signalfactory.stream.enforce;

import org.jspecify.annotations.NullMarked;
