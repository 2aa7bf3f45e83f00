/**
 * What is usual for the hourly volume of a dataset, learnt from its own history (ADR 0008). Pure
 * functions; nothing here reads a clock.
 *
 * <p>The doors: a {@link io.signalfactory.baseline.HourHistory} of {@link
 * io.signalfactory.baseline.HourCounts} gives a {@link io.signalfactory.baseline.HourlyBaseline},
 * whose {@link io.signalfactory.baseline.Band}s tell the {@link
 * io.signalfactory.baseline.Deviation} of a count.
 */
@NullMarked
package io.signalfactory.baseline;

import org.jspecify.annotations.NullMarked;
