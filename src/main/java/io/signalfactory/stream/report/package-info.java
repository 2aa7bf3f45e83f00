/**
 * What ENFORCE and UNIQUE report to SIGNALS: tallies that have changed and how far raw partitions
 * have been read, with the store that keeps tallies until they are committed.
 */
@NullMarked
package io.signalfactory.stream.report;

import org.jspecify.annotations.NullMarked;
