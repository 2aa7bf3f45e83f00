package io.signalfactory.stream;

import static org.awaitility.Awaitility.await;

import io.signalfactory.config.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends an event to a raw topic some fifty times per second, and measures for how long no Evidence
 * of that topic is committed.
 */
final class EvidenceWatch implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(20);

  private final Settings settings;
  private final String topic;
  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong lastAt = new AtomicLong();
  private final AtomicLong longest = new AtomicLong();
  private final Thread thread = new Thread(this::run, "evidence-watch");
  private volatile boolean stopped;

  EvidenceWatch(Settings settings, String topic) {
    this.settings = settings;
    this.topic = topic;
    thread.start();
  }

  private void run() {
    Map<String, Object> reading = new HashMap<>(settings.consumerProperties());
    reading.put("isolation.level", "read_committed");
    byte[] source = ("\"topic\":\"" + topic + "\"").getBytes(StandardCharsets.UTF_8);
    String wanted = new String(source, StandardCharsets.UTF_8);
    try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(reading);
        Producer<byte[], byte[]> producer = new KafkaProducer<>(settings.producerProperties())) {
      consumer.assign(
          consumer.partitionsFor(settings.evidenceTopic()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList());
      consumer.seekToEnd(consumer.assignment());
      consumer.assignment().forEach(consumer::position);
      while (!stopped) {
        var unused =
            producer.send(
                new ProducerRecord<>(topic, "{\"id\":1}".getBytes(StandardCharsets.UTF_8)));
        for (ConsumerRecord<byte[], byte[]> evidence : consumer.poll(POLL)) {
          if (new String(evidence.value(), StandardCharsets.UTF_8).contains(wanted)) {
            sawOne();
          }
        }
      }
    }
  }

  private void sawOne() {
    long now = System.nanoTime();
    long before = lastAt.getAndSet(now);
    if (seen.getAndIncrement() > 0) {
      longest.accumulateAndGet(now - before, Math::max);
    }
  }

  void awaitFirst(Duration patience) {
    await().atMost(patience).until(() -> seen.get() > 0);
  }

  /** Returns when events have been sent and judged for this long. */
  void awaitMore(Duration span) {
    long from = System.nanoTime();
    await().atMost(span.plusSeconds(60)).until(() -> lastAt.get() - from > span.toNanos());
  }

  /** The longest time without Evidence so far, the time since the last one included. */
  Duration longestGap() {
    return Duration.ofNanos(Math.max(longest.get(), System.nanoTime() - lastAt.get()));
  }

  @Override
  public void close() {
    stopped = true;
    await().until(() -> !thread.isAlive());
  }
}
