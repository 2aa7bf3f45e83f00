/**
 * Times and durations as text and numbers. The doors: {@link io.signalfactory.time.TimeFormat} for
 * the formats of timestamps that a contract can name, {@link io.signalfactory.time.Rfc3339Reader}
 * and {@link io.signalfactory.time.Rfc3339Writer} for times in records, {@link
 * io.signalfactory.time.Rfc3339} for calendar days, {@link io.signalfactory.time.ClockText} for
 * times in sentences, and {@link io.signalfactory.time.TimeSpan} for durations such as {@code 15m}.
 * It uses no other package of ours.
 */
@NullMarked
package io.signalfactory.time;

import org.jspecify.annotations.NullMarked;
