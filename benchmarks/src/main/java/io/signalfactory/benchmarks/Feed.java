package io.signalfactory.benchmarks;

import io.signalfactory.rig.RigException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends the records of a workload, evenly over its topics, datasets and partitions. */
final class Feed implements AutoCloseable {

  // Batches fill up however many partitions there are: else 800 partitions would be read in small
  // bites, which is the producers' affair and not what is measured.
  private static final Map<String, Object> FULL_BATCHES =
      Map.of("linger.ms", "5000", "batch.size", "65536", "buffer.memory", "134217728");

  private static final int RECORDS_AT_A_TIME = 1_000;

  private final Workload workload;
  private final List<OrderEvents> events = new ArrayList<>();
  private final Producer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long sent;

  private Feed(String bootstrap, Workload workload, Map<String, Object> settings) {
    this.workload = workload;
    for (int dataset = 0; dataset < workload.datasetsPerTopic(); dataset++) {
      events.add(
          new OrderEvents(workload.eventType(dataset), workload.failing(), workload.bytes()));
    }
    Map<String, Object> properties = new HashMap<>(settings);
    properties.put("bootstrap.servers", bootstrap);
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sends all of them with the present time as event time. */
  static void preload(String bootstrap, Workload workload) {
    try (Feed feed = new Feed(bootstrap, workload, FULL_BATCHES)) {
      while (feed.sent < workload.records()) {
        long left = workload.records() - feed.sent;
        feed.send(Math.min(RECORDS_AT_A_TIME, left), Instant.now());
      }
    }
  }

  /** Opens a feed that sends what it is told to. */
  static Feed open(String bootstrap, Workload workload) {
    return new Feed(bootstrap, workload, Map.of("linger.ms", "100", "batch.size", "65536"));
  }

  long sent() {
    return sent;
  }

  /** Sends the next records, all with the same event time; their own time is the present. */
  void send(long records, Instant eventTime) {
    for (long i = 0; i < records; i++, sent++) {
      long place = sent / workload.topics();
      int dataset = (int) (place % workload.datasetsPerTopic());
      int partition = (int) (place / workload.datasetsPerTopic() % workload.partitions());
      // the callback hears of failures
      var unused =
          producer.send(
              new ProducerRecord<>(
                  workload.topic((int) (sent % workload.topics())),
                  partition,
                  null,
                  null,
                  events.get(dataset).next(eventTime),
                  OrderEvents.headers()),
              (metadata, error) -> failure.compareAndSet(null, error));
    }
    requireNoFailure();
  }

  private void requireNoFailure() {
    if (failure.get() != null) {
      throw new RigException("records cannot be sent: " + failure.get());
    }
  }

  @Override
  public void close() {
    producer.close();
    requireNoFailure();
  }
}
