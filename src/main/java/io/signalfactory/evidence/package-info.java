/**
 * Evidence: what is on record about every raw record, its identity, and its JSON form.
 *
 * <p>The door of this package is {@link io.signalfactory.evidence.EvidenceJson}; whoever uses it
 * keeps {@link io.signalfactory.evidence.EvidenceForms} for each dataset.
 */
@NullMarked
package io.signalfactory.evidence;

import org.jspecify.annotations.NullMarked;
