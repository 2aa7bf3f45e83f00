/**
 * The bytes of stored formats: small numbers take few bytes, and a repeated text is written once.
 *
 * <p>Its doors: {@link io.signalfactory.codec.ByteWriter} and {@link
 * io.signalfactory.codec.ByteReader}, which the formats are made of; {@link
 * io.signalfactory.codec.ByteLists} for a list of byte strings; {@link
 * io.signalfactory.codec.CodecException} for bytes that cannot be read.
 */
@NullMarked
package io.signalfactory.codec;

import org.jspecify.annotations.NullMarked;
