/**
 * Evidence: what is on record about every raw record, its identity, and its JSON form.
 *
 * <p>The door of this package is {@link io.signalfactory.evidence.EvidenceJson}.
 */
@NullMarked
package io.signalfactory.evidence;

import org.jspecify.annotations.NullMarked;
