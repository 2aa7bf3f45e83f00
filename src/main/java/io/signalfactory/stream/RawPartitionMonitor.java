package io.signalfactory.stream;

import io.signalfactory.signal.SourcePartition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.processor.TaskId;

/**
 * Reads lags off the consumers' own metrics, which are there as soon as a partition has been
 * fetched once, and the assignment off the threads. Thread-safe: the tasks of an instance share
 * one.
 */
final class RawPartitionMonitor implements RawPartitions {

  private static final String LAG = "records-lag";
  private static final String GROUP = "consumer-fetch-manager-metrics";
  private static final long REFRESH_NANOS = Duration.ofMillis(500).toNanos();

  private final Supplier<Map<MetricName, ? extends Metric>> metrics;
  private final Supplier<Set<ThreadMetadata>> threads;
  private final TopicSizes sizes;
  private final LongSupplier nanoClock;
  private Map<SourcePartition, Long> lags = Map.of();
  private Map<TaskId, Set<SourcePartition>> assigned = Map.of();
  private long refreshedAt;
  private boolean fresh;

  /**
   * @param metrics the metrics of all clients of this instance
   * @param threads the threads of this instance and their tasks
   * @param sizes how many partitions topics have
   * @param nanoClock a clock that only goes forward, in nanoseconds
   */
  RawPartitionMonitor(
      Supplier<Map<MetricName, ? extends Metric>> metrics,
      Supplier<Set<ThreadMetadata>> threads,
      TopicSizes sizes,
      LongSupplier nanoClock) {
    this.metrics = metrics;
    this.threads = threads;
    this.sizes = sizes;
    this.nanoClock = nanoClock;
  }

  @Override
  public synchronized OptionalLong lag(SourcePartition source) {
    refresh();
    Long lag = lags.get(source);
    if (lag == null) {
      // Kafka also writes the names of topics with underscores for dots, some releases only so.
      lag = lags.get(new SourcePartition(source.topic().replace('.', '_'), source.partition()));
    }
    return lag == null ? OptionalLong.empty() : OptionalLong.of(lag);
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
      lags = readLags();
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

  private Map<SourcePartition, Long> readLags() {
    Map<SourcePartition, Long> read = new HashMap<>();
    metrics
        .get()
        .forEach(
            (name, metric) -> {
              String topic = name.tags().get("topic");
              String partition = name.tags().get("partition");
              if (name.name().equals(LAG)
                  && name.group().equals(GROUP)
                  && topic != null
                  && partition != null
                  && metric.metricValue() instanceof Double lag
                  && !lag.isNaN()) {
                // While a partition moves between threads two consumers may show it.
                read.merge(
                    new SourcePartition(topic, Integer.parseInt(partition)),
                    lag.longValue(),
                    Math::max);
              }
            });
    return read;
  }
}
