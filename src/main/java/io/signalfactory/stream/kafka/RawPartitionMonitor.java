package io.signalfactory.stream.kafka;

import io.signalfactory.tally.SourcePartition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.processor.TaskId;

/**
 * Reads lags from the consumers' own metrics, and the assignment from the stream threads.
 * Thread-safe: all tasks of an instance share one.
 */
public final class RawPartitionMonitor implements RawPartitions {

  private static final long REFRESH_NANOS = Duration.ofMillis(500).toNanos();

  private final ConsumerLags lags;
  private final Supplier<Set<ThreadMetadata>> threads;
  private final TopicSizes sizes;
  private final RawReadings readings;
  private final LongSupplier nanoClock;
  private Map<TaskId, Set<SourcePartition>> assigned = Map.of();
  private long refreshedAt;
  private boolean fresh;

  /**
   * @param lags what the consumers of this instance measure
   * @param threads the threads of this instance and their tasks
   * @param sizes how many partitions topics have
   * @param readings which incarnations of the raw topics are being read
   * @param nanoClock a clock that only goes forward, in nanoseconds
   */
  public RawPartitionMonitor(
      ConsumerLags lags,
      Supplier<Set<ThreadMetadata>> threads,
      TopicSizes sizes,
      RawReadings readings,
      LongSupplier nanoClock) {
    this.lags = lags;
    this.threads = threads;
    this.sizes = sizes;
    this.readings = readings;
    this.nanoClock = nanoClock;
  }

  @Override
  public OptionalLong lag(SourcePartition source) {
    // What was measured of a topic that is gone says nothing of one that follows.
    return readings.isCurrent(partition(source)) ? lags.of(source) : OptionalLong.empty();
  }

  @Override
  public String topicId(SourcePartition source) {
    Uuid id = readings.topicId(partition(source));
    return id.equals(Uuid.ZERO_UUID) ? "" : id.toString();
  }

  @Override
  public void createdAgain(SourcePartition source, String before) {
    readings.announce(source.topic(), Uuid.fromString(before), readings.topicId(partition(source)));
  }

  @Override
  public long incarnationChanges() {
    return readings.changes();
  }

  private static TopicPartition partition(SourcePartition source) {
    return new TopicPartition(source.topic(), source.partition());
  }

  @Override
  public synchronized Set<SourcePartition> readBy(TaskId task) {
    refresh();
    return assigned.getOrDefault(task, Set.of());
  }

  @Override
  public OptionalInt countOf(String topic) {
    return sizes.countOf(topic);
  }

  private void refresh() {
    long now = nanoClock.getAsLong();
    if (!fresh || now - refreshedAt > REFRESH_NANOS) {
      assigned = readAssignment();
      refreshedAt = now;
      fresh = true;
    }
  }

  private Map<TaskId, Set<SourcePartition>> readAssignment() {
    Map<TaskId, Set<SourcePartition>> read = new HashMap<>();
    for (ThreadMetadata thread : threads.get()) {
      for (TaskMetadata task : thread.activeTasks()) {
        read.put(
            task.taskId(),
            task.topicPartitions().stream()
                .map(partition -> new SourcePartition(partition.topic(), partition.partition()))
                .collect(Collectors.toUnmodifiableSet()));
      }
    }
    return read;
  }
}
