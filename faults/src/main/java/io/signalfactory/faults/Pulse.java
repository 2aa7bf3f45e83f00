package io.signalfactory.faults;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Datasets whose freshness changes all the time: each sends for some seconds, and is then silent
 * for longer than its contract allows. So an answer that is old, or from the wrong place, shows.
 */
final class Pulse implements AutoCloseable {

  static final int DATASETS = 16;

  private static final int SENDS_SECONDS = 6;
  private static final int PERIOD_SECONDS = 16;
  private static final long STEP_MS = 100;

  private final Producer<byte[], byte[]> producer;
  private final Map<String, Map<Long, Long>> counts = new HashMap<>();
  private final Thread thread;
  private volatile boolean closed;

  Pulse(String bootstrap) {
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "5"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.thread = new Thread(this::run, "pulse");
    thread.setDaemon(true);
    thread.start();
  }

  static String topic(int number) {
    return "raw.pulse-" + number + ".events";
  }

  static String urn(int number) {
    return "urn:dp:pulse-" + number + ":events";
  }

  static List<String> urns() {
    List<String> urns = new ArrayList<>();
    for (int number = 0; number < DATASETS; number++) {
      urns.add(urn(number));
    }
    return urns;
  }

  static String contract(int number) {
    return """
        apiVersion: odcs/v1
        kind: DataContract
        metadata: {name: pulse-%1$d.events, version: "1", owner: faults, tier: 1}
        spec:
          dataset: {urn: %2$s, topic: %3$s, eventTime: event_time}
          fields:
            additional: allow
            required:
              - {name: id, type: string}
              - {name: event_time, type: timestamp}
          slos:
            freshness: {maxDelaySeconds: 5}
        """
        .formatted(number, urn(number), topic(number));
  }

  private void run() {
    long number = 0;
    try {
      while (!closed) {
        long second = System.currentTimeMillis() / 1_000;
        for (int dataset = 0; dataset < DATASETS; dataset++) {
          // Not all at the same time.
          if ((second + dataset * 3L) % PERIOD_SECONDS < SENDS_SECONDS) {
            send(dataset, number++);
          }
        }
        Thread.sleep(STEP_MS);
      }
    } catch (InterruptedException | InterruptException e) {
      // closed
    }
  }

  private void send(int dataset, long number) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    byte[] value =
        ("{\"id\":\"" + number + "\",\"event_time\":\"" + now + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    var unused =
        producer.send(
            new ProducerRecord<>(topic(dataset), value),
            (record, failure) -> {
              if (failure == null) {
                count(urn(dataset), now.getEpochSecond() / 60);
              }
            });
  }

  private synchronized void count(String urn, long minute) {
    counts.computeIfAbsent(urn, u -> new HashMap<>()).merge(minute, 1L, Long::sum);
  }

  /** The events of a minute, in minutes since 1970, that the broker has acknowledged. */
  synchronized long events(String urn, long minute) {
    return counts.getOrDefault(urn, Map.of()).getOrDefault(minute, 0L);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join();
    producer.close();
  }
}
