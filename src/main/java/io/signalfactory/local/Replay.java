package io.signalfactory.local;

import io.signalfactory.replay.ReplayLineException;
import io.signalfactory.replay.ReplayReader;
import io.signalfactory.replay.ReplayRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the lines of a file to a topic, in order, and counts the records that the broker
 * acknowledges. Kafka's own partitioner chooses the partition of a record with a key. Lines are
 * read one at a time, so a file can have any size; see {@link ReplayReader} for what a line is.
 */
public final class Replay {

  /** No limit to the records per second. */
  public static final double MAX_RATE = Double.POSITIVE_INFINITY;

  private static final long MAX_PROBLEMS_REPORTED = 20;

  private final String topic;
  private final double perSecond;
  private final Consumer<String> problems;

  /**
   * @param topic the topic to send to
   * @param perSecond records per second, above 0, or {@link #MAX_RATE}
   * @param problems receives a sentence for each line that cannot be sent, up to 20 of them
   */
  public Replay(String topic, double perSecond, Consumer<String> problems) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("the rate must be above 0, not " + perSecond);
    }
    this.topic = topic;
    this.perSecond = perSecond;
    this.problems = problems;
  }

  /**
   * Sends a file and returns when every record is acknowledged or has failed. An interrupt ends it
   * early, and the thread's interrupt flag is cleared.
   *
   * @param producerProperties the configuration of the producer
   * @throws IOException if the file cannot be read
   */
  public Result send(Path file, Map<String, Object> producerProperties) throws IOException {
    Map<String, Object> properties = new HashMap<>(producerProperties);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, EmbeddedBroker.MAX_RECORD_BYTES);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    try (InputStream in = Files.newInputStream(file);
        Producer<byte[], byte[]> producer = new KafkaProducer<>(properties)) {
      return send(in, producer);
    }
  }

  Result send(InputStream in, Producer<byte[], byte[]> producer) throws IOException {
    ReplayReader lines = new ReplayReader(in);
    Pace pace = new Pace(perSecond, System::nanoTime);
    Delivery delivery = new Delivery();
    boolean more = true;
    while (more && !Thread.currentThread().isInterrupted()) {
      try {
        ReplayRecord record = lines.next();
        more = record != null;
        if (record != null) {
          pace.await();
          send(producer, record, lines.lineNumber(), delivery);
        }
      } catch (ReplayLineException e) {
        delivery.failed(lines.lineNumber(), e.getMessage());
      }
    }
    // With the flag set, neither flush() nor close() would wait for the records that are under way.
    Thread.interrupted();
    producer.flush();
    return delivery.result();
  }

  private void send(
      Producer<byte[], byte[]> producer, ReplayRecord record, long number, Delivery delivery) {
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  topic, null, record.timestamp(), record.key(), record.value(), record.headers()),
              (metadata, error) -> {
                if (error == null) {
                  delivery.acknowledged();
                } else {
                  delivery.failed(number, error.getMessage());
                }
              });
    } catch (InterruptException e) {
      // Kafka has set the flag again, which ends the loop.
      delivery.failed(number, "interrupted");
    } catch (KafkaException e) {
      delivery.failed(number, e.getMessage());
    }
  }

  /**
   * What happened to the lines of a file.
   *
   * @param acknowledged records that the broker acknowledged
   * @param failed lines that were not sent
   */
  public record Result(long acknowledged, long failed) {}

  /** Counts the records, in the producer's thread and in ours. */
  private final class Delivery {
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    void acknowledged() {
      acknowledged.incrementAndGet();
    }

    void failed(long number, @Nullable String why) {
      String problem = "line " + number + " was not sent: " + why;
      if (failed.incrementAndGet() <= MAX_PROBLEMS_REPORTED) {
        problems.accept(problem);
      }
    }

    Result result() {
      return new Result(acknowledged.get(), failed.get());
    }
  }
}
