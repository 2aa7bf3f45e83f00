/**
 * What is usual of a dataset's hourly volume, learnt from its own history (ADR 0008). Its doors are
 * {@link io.signalfactory.baseline.HourHistory}, which is filled, and {@link
 * io.signalfactory.baseline.HourlyBaseline}, which is asked. Pure; nothing here knows the time.
 */
@NullMarked
package io.signalfactory.baseline;

import org.jspecify.annotations.NullMarked;
