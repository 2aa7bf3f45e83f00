/**
 * From a sample of records to the contracts that would describe them. Everything here is a pure
 * function of the sample; who reads the sample from a file or a topic is elsewhere.
 *
 * <p>The doors: {@link io.signalfactory.infer.ContractDrafts} writes the {@link
 * io.signalfactory.infer.Draft} for a {@link io.signalfactory.infer.Sample} of {@link
 * io.signalfactory.infer.SampledRecord}s, and {@link io.signalfactory.infer.DraftJson} has it for
 * programs.
 */
@NullMarked
package io.signalfactory.infer;

import org.jspecify.annotations.NullMarked;
