/**
 * What is kept of a dataset's past: counts by hour, and what judging it came to by minute and hour.
 * Values and their bytes; nothing here knows Kafka or reads a clock.
 *
 * <p>Its doors:
 *
 * <ul>
 *   <li>{@link io.signalfactory.past.HourCount} is what was counted of a closed hour: {@link
 *       io.signalfactory.past.Counted}, with what late events changed, and {@link
 *       io.signalfactory.past.Usual}, what was usual for it.
 *   <li>{@link io.signalfactory.past.Judged} is what judging came to in a span: for how long it was
 *       judged, how stale it was, and its {@link io.signalfactory.past.WorstStates}.
 *   <li>{@link io.signalfactory.past.Tracker} follows a dataset from one evaluation to the next;
 *       {@link io.signalfactory.past.HourTrack} has the minutes of one hour, and {@link
 *       io.signalfactory.past.Strip} the worst state of each of the last 24 hours.
 *   <li>{@link io.signalfactory.past.RollupDay} has the hours of a day, {@link
 *       io.signalfactory.past.RollupHour} each.
 *   <li>{@link io.signalfactory.past.HourTrackCodec}, {@link io.signalfactory.past.RollupDayCodec}
 *       and {@link io.signalfactory.past.StripCodec} give their bytes.
 *   <li>{@link io.signalfactory.past.PastWindows} puts all of it together into windows: a {@link
 *       io.signalfactory.past.PastWindow} each, for a {@link io.signalfactory.past.WindowSpan}, out
 *       of a {@link io.signalfactory.past.StoredPast}.
 * </ul>
 */
@NullMarked
package io.signalfactory.past;

import org.jspecify.annotations.NullMarked;
