/**
 * What the binary formats have in common: the fields of an event whose values are in its bytes, and
 * where a member that a schema names goes in a plan.
 *
 * <p>The doors: {@link io.signalfactory.event.binary.BinaryFields} are the fields, {@link
 * io.signalfactory.event.binary.Target} takes the values of one member, {@link
 * io.signalfactory.event.binary.Cursor} reads bytes one after the other, and {@link
 * io.signalfactory.event.binary.BrokenValueException} ends the reading of a value that is not in
 * its format.
 */
@NullMarked
package io.signalfactory.event.binary;

import org.jspecify.annotations.NullMarked;
