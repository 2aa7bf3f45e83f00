/**
 * Where the keys of unique rules have been seen, and the claims of records to be the only one with
 * a key.
 */
@NullMarked
package io.signalfactory.unique;

import org.jspecify.annotations.NullMarked;
