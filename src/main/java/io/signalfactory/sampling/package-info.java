/**
 * Reads a sample of a topic: from all partitions and from places that are spread over each of them,
 * not only from its head, within bounds of records, bytes and time.
 *
 * <p>The doors: {@link io.signalfactory.sampling.Sampler} takes a sample within {@link
 * io.signalfactory.sampling.SampleLimits}, or throws {@link
 * io.signalfactory.sampling.UnknownTopicException}; {@link io.signalfactory.sampling.KafkaSampler}
 * does so from a cluster. {@link io.signalfactory.sampling.SharedSampler} does it for many callers,
 * of topics that are observed, or throws {@link io.signalfactory.sampling.SamplerBusyException}.
 */
@NullMarked
package io.signalfactory.sampling;

import org.jspecify.annotations.NullMarked;
