/** UNIQUE: compares the keys of unique rules over all raw partitions. */
@NullMarked
package io.signalfactory.stream.unique;

import org.jspecify.annotations.NullMarked;
