/**
 * The JSON and the ids of Evidence, the result for one raw record.
 *
 * <p>The doors: {@link io.signalfactory.evidence.EvidenceJson} writes an Evidence with the {@link
 * io.signalfactory.evidence.EvidenceForms} of its dataset, {@link
 * io.signalfactory.evidence.EvidenceIds} makes its id, and {@link io.signalfactory.evidence.Ulid}
 * makes other ids of the same kind.
 */
@NullMarked
package io.signalfactory.evidence;

import org.jspecify.annotations.NullMarked;
