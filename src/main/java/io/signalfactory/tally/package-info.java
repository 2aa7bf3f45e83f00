/**
 * Counting: judged records become tallies, tallies become minutes, minutes become sums over ranges.
 * Nothing here judges a dataset.
 *
 * <p>Its doors, in the order of the data:
 *
 * <ul>
 *   <li>{@link io.signalfactory.tally.Tally} counts one {@link io.signalfactory.tally.Observation}
 *       after the other; {@link io.signalfactory.tally.TallySnapshot} is its value, and {@link
 *       io.signalfactory.tally.TallyCodec} its bytes.
 *   <li>{@link io.signalfactory.tally.MinuteBucket} merges the snapshots of all raw partitions for
 *       one minute; {@link io.signalfactory.tally.MinuteBucketCodec} gives its bytes.
 *   <li>{@link io.signalfactory.tally.MinuteSeries} adds up the minutes of a dataset over a {@link
 *       io.signalfactory.tally.MinuteRange}.
 *   <li>{@link io.signalfactory.tally.VersionHistory} knows which {@link
 *       io.signalfactory.tally.ServiceVersion} sent events of a dataset, and since when.
 *   <li>{@link io.signalfactory.tally.SourcePartition} names a raw partition, {@link
 *       io.signalfactory.tally.Window} a span of time, and {@link
 *       io.signalfactory.tally.CountedRule} the evaluations of one rule.
 * </ul>
 *
 * <p>Who sent: an observation has {@link io.signalfactory.tally.Mark}s, and {@link
 * io.signalfactory.tally.Senders} has each {@link io.signalfactory.tally.Sender} with its {@link
 * io.signalfactory.tally.SenderCounts}.
 *
 * <p>The sums: {@link io.signalfactory.tally.Totals} holds {@link io.signalfactory.tally.Counts},
 * causes, {@link io.signalfactory.tally.RuleTotals} and {@link io.signalfactory.tally.LagTotals}. A
 * cause is a {@link io.signalfactory.tally.CauseKey}, which is counted as an {@link
 * io.signalfactory.tally.ObservedCause}, kept as a {@link io.signalfactory.tally.CountedCause} and
 * reported as a {@link io.signalfactory.tally.Cause} with its {@link
 * io.signalfactory.tally.Sample}.
 */
@NullMarked
package io.signalfactory.tally;

import org.jspecify.annotations.NullMarked;
