/**
 * Counts per dataset, minute and raw partition, their merge into minutes and sums, and their bytes.
 * Nothing here judges.
 */
@NullMarked
package io.signalfactory.tally;

import org.jspecify.annotations.NullMarked;
