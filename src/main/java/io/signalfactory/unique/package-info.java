/**
 * Keys of unique rules: which records had the same key before.
 *
 * <p>Its doors: {@link io.signalfactory.unique.UniqueClaim} is what ENFORCE sends to UNIQUE; {@link
 * io.signalfactory.unique.KeyHistory} is what is stored of a key, and classifies each {@link
 * io.signalfactory.unique.KeySighting} of it.
 */
@NullMarked
package io.signalfactory.unique;

import org.jspecify.annotations.NullMarked;
