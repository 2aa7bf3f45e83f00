/**
 * What is close to Kafka's internals.
 *
 * <p>The doors:
 *
 * <ul>
 *   <li>{@link io.signalfactory.stream.kafka.Names} of the topology's parts, {@link
 *       io.signalfactory.stream.kafka.StateKeeping} of its stores, and {@link
 *       io.signalfactory.stream.kafka.RawTimestamps};
 *   <li>{@link io.signalfactory.stream.kafka.RawPartitions}: lags, assignment and {@link
 *       io.signalfactory.stream.kafka.TopicSizes}. In a running application that is {@link
 *       io.signalfactory.stream.kafka.RawPartitionMonitor} with {@link
 *       io.signalfactory.stream.kafka.ConsumerLags}, which {@link
 *       io.signalfactory.stream.kafka.LagReporter} fills, and {@link
 *       io.signalfactory.stream.kafka.ClusterTopicSizes};
 *   <li>{@link io.signalfactory.stream.kafka.RawTimestamps}, which knows who stamped a record, as
 *       {@link io.signalfactory.stream.kafka.StampReader} shows it;
 *   <li>{@link io.signalfactory.stream.kafka.RecordScope}, with which a processor forwards records
 *       later, as {@link io.signalfactory.stream.kafka.StreamsRecordScope} does;
 *   <li>{@link io.signalfactory.stream.kafka.TopicWatch}, which tells when an {@link
 *       io.signalfactory.stream.kafka.OwnTopic} is deleted, and {@link
 *       io.signalfactory.stream.kafka.Reminder}, which decides when a trouble is told;
 *   <li>for the application: {@link io.signalfactory.stream.kafka.MeasuredStreams}, {@link
 *       io.signalfactory.stream.kafka.StreamsClients} with {@link
 *       io.signalfactory.stream.kafka.RawReadings} and {@link
 *       io.signalfactory.stream.kafka.WidenedTopics}, {@link
 *       io.signalfactory.stream.kafka.ThreadFailures}, {@link
 *       io.signalfactory.stream.kafka.ThreadCommits}, {@link
 *       io.signalfactory.stream.kafka.RocksDbMemory} and {@link
 *       io.signalfactory.stream.kafka.SharedRocksDbConfig}. Kafka makes {@link
 *       io.signalfactory.stream.kafka.PresentTopicsAssignor} itself.
 * </ul>
 */
@NullMarked
package io.signalfactory.stream.kafka;

import org.jspecify.annotations.NullMarked;
