package io.signalfactory.sampling;

import io.signalfactory.infer.SampledRecord;
import io.signalfactory.sampling.SamplePlan.Stretch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads what a plan names, as long as the limits allow. */
final class Reading {

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final SampleLimits limits;
  private final long deadline;
  private final List<SampledRecord> records = new ArrayList<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private long bytes;
  private @Nullable String stoppedBy;

  /**
   * @param deadline when it stops, in nanoseconds of the clock that only goes forward
   */
  Reading(Consumer<byte[], byte[]> consumer, String topic, SampleLimits limits, long deadline) {
    this.consumer = consumer;
    this.topic = topic;
    this.limits = limits;
    this.deadline = deadline;
  }

  void read(SamplePlan plan) {
    for (List<Stretch> round : plan.rounds()) {
      ends.clear();
      round.forEach(each -> ends.put(new TopicPartition(topic, each.partition()), each.to()));
      consumer.assign(ends.keySet());
      // A partition that stays assigned stays paused.
      consumer.resume(ends.keySet());
      round.forEach(
          each -> consumer.seek(new TopicPartition(topic, each.partition()), each.from()));
      while (!ends.isEmpty()) {
        if (isStopped()) {
          return;
        }
        poll();
      }
    }
  }

  private boolean isStopped() {
    if (bytes >= limits.bytes()) {
      stoppedBy = "after " + bytes + " bytes";
    } else if (System.nanoTime() - deadline >= 0) {
      stoppedBy = "after " + limits.time().toSeconds() + " s";
    }
    return stoppedBy != null;
  }

  private void poll() {
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(left())) {
        Long end = ends.get(new TopicPartition(topic, record.partition()));
        if (end != null && record.offset() < end && bytes < limits.bytes()) {
          take(record);
        }
      }
      // The last offsets may be markers of transactions, which only positions pass.
      List<TopicPartition> done =
          ends.entrySet().stream()
              .filter(end -> consumer.position(end.getKey(), left()) >= end.getValue())
              .map(Map.Entry::getKey)
              .toList();
      finish(done);
    } catch (OffsetOutOfRangeException e) {
      // They have expired since the plan was made.
      finish(List.copyOf(e.offsetOutOfRangePartitions().keySet()));
    }
  }

  private void finish(List<TopicPartition> done) {
    ends.keySet().removeAll(done);
    consumer.pause(done);
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    Map<String, String> headers = new HashMap<>();
    record
        .headers()
        .forEach(
            header -> {
              if (header.value() != null) {
                headers.put(header.key(), text(header.value()));
              }
            });
    records.add(
        new SampledRecord(
            record.partition(),
            record.offset(),
            record.key() == null ? null : text(record.key()),
            headers,
            record.value(),
            record.timestamp() < 0 ? null : record.timestamp()));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  List<SampledRecord> records() {
    return records;
  }

  /** Which limit ended it before the plan was done; null for none. */
  @Nullable String stoppedBy() {
    return stoppedBy;
  }
}
