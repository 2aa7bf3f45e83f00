/**
 * How ready a dataset, and a service that sends to it, is to be relied on: a score from 0 to 100
 * with its reasons. The formula is in {@code docs/readiness.md}.
 *
 * <p>Its doors: {@link io.signalfactory.readiness.DatasetReadiness} is what the stream keeps of a
 * dataset, and {@link io.signalfactory.readiness.DatasetReadinessCodec} its bytes. It gives the
 * {@link io.signalfactory.readiness.Facts} of the dataset or of one of its senders, from which
 * follow the {@link io.signalfactory.readiness.Score} by {@link io.signalfactory.readiness.Domain}
 * and the {@link io.signalfactory.readiness.Gap}s.
 */
@NullMarked
package io.signalfactory.readiness;

import org.jspecify.annotations.NullMarked;
