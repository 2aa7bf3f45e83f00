/**
 * What ENFORCE and UNIQUE report to SIGNALS: tallies that have changed, and how far raw partitions
 * have been read.
 *
 * <p>The doors: {@link io.signalfactory.stream.report.SignalInput} is what is reported, {@link
 * io.signalfactory.stream.report.SignalInputSerde} its bytes, and {@link
 * io.signalfactory.stream.report.DatasetPartitioner} chooses the task that gets it. {@link
 * io.signalfactory.stream.report.TallyStore}, built by {@link
 * io.signalfactory.stream.report.TallyStoreBuilder}, keeps each tally by its {@link
 * io.signalfactory.stream.report.TallyId}, and the {@link io.signalfactory.stream.report.Origin} of
 * each raw partition, for as long as {@link io.signalfactory.stream.report.TallyRetention} says.
 */
@NullMarked
package io.signalfactory.stream.report;

import org.jspecify.annotations.NullMarked;
