/**
 * The changes of contracts over time. The doors: {@link io.signalfactory.revision.ContractRevision}
 * is one change, {@link io.signalfactory.revision.ContractRevisionJson} reads and writes it.
 */
@NullMarked
package io.signalfactory.revision;

import org.jspecify.annotations.NullMarked;
