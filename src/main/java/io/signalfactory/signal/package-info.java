/**
 * Judging: the signals of a dataset against the SLOs of its contract, and the breaches that follow.
 * Pure functions of their arguments and a time; nothing here knows Kafka.
 *
 * <p>Its doors:
 *
 * <ul>
 *   <li>{@link io.signalfactory.signal.DatasetSignals} takes a {@link
 *       io.signalfactory.signal.DatasetView} and the time, and gives an {@link
 *       io.signalfactory.signal.Evaluation}: every {@link io.signalfactory.signal.JudgedSignal}
 *       with its {@link io.signalfactory.signal.Judgement}, {@link
 *       io.signalfactory.signal.SignalState} and {@link io.signalfactory.signal.BreachStep}, and
 *       every {@link io.signalfactory.signal.RetiredSignal}.
 *   <li>What a view is made of: {@link io.signalfactory.signal.Terms}, {@link
 *       io.signalfactory.signal.ObservedSpan}, {@link io.signalfactory.signal.ObserverProgress},
 *       {@link io.signalfactory.signal.RecentBaselines}, and {@link
 *       io.signalfactory.signal.Archive}.
 *   <li>{@link io.signalfactory.signal.HourClosing} decides which calendar hours close; {@link
 *       io.signalfactory.signal.HourlyVolume} judges one of them; {@link
 *       io.signalfactory.signal.Phase} spreads periodic work.
 *   <li>{@link io.signalfactory.signal.SignalJson} reads and writes the values of the topics:
 *       {@link io.signalfactory.signal.SignalState} and {@link io.signalfactory.signal.Breach},
 *       with their {@link io.signalfactory.signal.SignalKey}, {@link
 *       io.signalfactory.signal.Signal}, {@link io.signalfactory.signal.State}, {@link
 *       io.signalfactory.signal.Measure} and {@link io.signalfactory.signal.Threshold}. {@link
 *       io.signalfactory.signal.OpenBreachCodec} does it for {@link
 *       io.signalfactory.signal.OpenBreach} in the store of breaches, {@link
 *       io.signalfactory.signal.TransitionCodec} for {@link io.signalfactory.signal.Transition};
 *       {@link io.signalfactory.signal.BreachStory} tells what a breach went through. {@link
 *       io.signalfactory.signal.FreshnessDetails} and {@link io.signalfactory.signal.VolumeDetails}
 *       read single values from the details of a state.
 * </ul>
 */
@NullMarked
package io.signalfactory.signal;

import org.jspecify.annotations.NullMarked;
