package io.signalfactory.benchmarks;

import io.signalfactory.rig.Child;
import io.signalfactory.rig.RigException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Waits for Evidence that is committed after the watch began. */
final class EvidenceWatch implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(20);

  private final Consumer<byte[], byte[]> consumer;

  EvidenceWatch(String bootstrap) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(EvidenceCheck.TOPIC).stream()
            .map(info -> new TopicPartition(EvidenceCheck.TOPIC, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /**
   * Waits for the first one.
   *
   * @throws RigException if the application ends before, or takes too long
   */
  void await(Child application, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (consumer.poll(POLL).isEmpty()) {
      application.requireAlive();
      if (System.nanoTime() - deadline > 0) {
        throw new RigException("no Evidence came in " + patience + application.tail());
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
