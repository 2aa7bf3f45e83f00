/**
 * Whether a dataset is signal-ready: what was seen of it, and for each thing that is missing, what
 * to do about it.
 *
 * <p>Its doors: {@link io.signalfactory.checklist.Checklist} turns what was {@link
 * io.signalfactory.checklist.Seen} into {@link io.signalfactory.checklist.Check}s. Part of that is
 * {@link io.signalfactory.checklist.EvidenceSeen}, and who would hear of a breach, {@link
 * io.signalfactory.checklist.Readers}: a {@link io.signalfactory.checklist.BreachReaders} finds
 * them, {@link io.signalfactory.checklist.KafkaBreachReaders} in a cluster. How producers name
 * themselves and where breaches go is in {@link io.signalfactory.checklist.Wiring}.
 */
@NullMarked
package io.signalfactory.checklist;

import org.jspecify.annotations.NullMarked;
