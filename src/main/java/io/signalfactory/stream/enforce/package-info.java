/**
 * ENFORCE: reads raw records, takes them through the gates, publishes Evidence, counts tallies and
 * reports them.
 */
@NullMarked
package io.signalfactory.stream.enforce;

import org.jspecify.annotations.NullMarked;
