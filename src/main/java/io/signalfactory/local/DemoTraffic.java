package io.signalfactory.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producers of the demo: an order service (10 events per second) and a payment service (5
 * events per second). After a healthy minute there is an incident about every 75 seconds; the log
 * announces its start and its end.
 */
public final class DemoTraffic {

  /** The topics that the demo sends to. */
  public static final List<String> TOPICS = List.of(DemoEvents.ORDERS, DemoEvents.PAYMENTS);

  private static final Logger LOG = LoggerFactory.getLogger(DemoTraffic.class);
  private static final Duration TICK = Duration.ofMillis(50);

  private final Clock clock;

  /**
   * @param clock gives the times of the events
   */
  public DemoTraffic(Clock clock) {
    this.clock = clock;
  }

  /**
   * Sends until the thread is interrupted.
   *
   * @param producerProperties the configuration of the producer
   */
  public void run(Map<String, Object> producerProperties) {
    Map<String, Object> properties = new HashMap<>(producerProperties);
    // Send each event at once, not in batches.
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    Instant start = clock.instant();
    DemoEvents events =
        new DemoEvents(new Random(start.toEpochMilli()), Long.toString(start.getEpochSecond(), 36));
    DemoScript script = new DemoScript(events, start);
    Producer<byte[], byte[]> producer = new KafkaProducer<>(properties);
    try {
      while (!Thread.currentThread().isInterrupted()) {
        play(script.advance(clock.instant()), producer);
        Thread.sleep(TICK.toMillis());
      }
    } catch (InterruptedException | InterruptException e) {
      LOG.debug("The demo traffic ends", e);
    } finally {
      // With the flag set, close() would not wait for the producer's thread.
      Thread.interrupted();
      // Nobody misses events that are not sent yet.
      producer.close(Duration.ZERO);
    }
  }

  private static void play(DemoScript.Scene scene, Producer<byte[], byte[]> producer) {
    if (scene.ended() != null) {
      LOG.info("incident {} ended", scene.ended().label());
    }
    if (scene.started() != null) {
      LOG.info("incident {} started: {}", scene.started().label(), scene.started().description());
    }
    for (DemoRecord record : scene.records()) {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  record.topic(),
                  null,
                  record.key().getBytes(UTF_8),
                  record.value(),
                  record.headers()),
              (metadata, error) -> {
                if (error != null) {
                  LOG.warn("A demo event was not sent: {}", error.getMessage());
                }
              });
    }
  }
}
