/**
 * Small numbers and repeated texts as few bytes: what the stored formats are written with and read
 * by.
 */
@NullMarked
package io.signalfactory.codec;

import org.jspecify.annotations.NullMarked;
