package io.signalfactory.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends the records of one feed at a steady pace, and writes down what was acknowledged. */
final class Sender implements AutoCloseable {

  private static final long NANOS = 1_000_000_000;

  /** Behind by more than this, it does not catch up: a burst would be a fault of its own. */
  private static final long LEFT_OUT_NANOS = 2 * NANOS;

  private static final long RESTS_MS = 10;

  // The names of the headers of the first release, and of the present one.
  private static final List<Header> HEADERS =
      List.of(
          header("x-obs-producer-service", "faults-load"),
          header("x-obs-producer-version", "v1"),
          header("producer-service", "faults-load"),
          header("producer-version", "v1"));

  private final Feed feed;
  private final Counts counts;
  private final Producer<byte[], byte[]> producer;
  private final Thread thread;
  private final Object pace = new Object();
  private final AtomicLong refused = new AtomicLong();
  private int partitions;
  private long made;
  private boolean paused;
  private volatile boolean closed;

  Sender(Feed feed, String bootstrap, Counts counts) {
    this.feed = feed;
    this.counts = counts;
    this.partitions = feed.partitions();
    // What cannot be sent while the broker is away is sent later, as patient producers do.
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("acks", "all");
    settings.put("linger.ms", "5");
    settings.put("delivery.timeout.ms", "600000");
    settings.put("max.block.ms", "600000");
    settings.put("reconnect.backoff.max.ms", "500");
    settings.put("metadata.max.age.ms", "2000");
    settings.put("metadata.recovery.strategy", "none");
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    this.thread = new Thread(this::run, "load-" + feed.name());
    thread.setDaemon(true);
    thread.start();
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private void run() {
    long step = NANOS / feed.perSecond();
    long next = System.nanoTime();
    try {
      while (!closed) {
        long now = System.nanoTime();
        if (now - next > LEFT_OUT_NANOS) {
          next = now;
        }
        while (next <= now && sendUnlessPaused()) {
          next += step;
        }
        Thread.sleep(RESTS_MS);
      }
    } catch (InterruptedException | InterruptException e) {
      // closed
    }
  }

  private boolean sendUnlessPaused() {
    synchronized (pace) {
      if (!paused) {
        send();
      }
      return !paused;
    }
  }

  private void send() {
    long number = made++;
    int partition = (int) (number % partitions);
    long timestamp = System.currentTimeMillis();
    // the callback hears of failures
    var unused =
        producer.send(
            new ProducerRecord<>(feed.topic(), partition, timestamp, null, value(number), HEADERS),
            (record, failure) -> acknowledged(record, timestamp, failure));
  }

  private byte[] value(long number) {
    boolean fails = feed.everyFails() > 0 && number % feed.everyFails() == 0;
    String customer = fails ? "" : "\"customer_id\":\"cust-" + number % 1_000 + "\",";
    return ("{\"id\":\""
            + feed.name()
            + "-"
            + number
            + "\","
            + customer
            + "\"amount\":"
            + (1 + number % 500)
            + ".5,\"event_time\":\""
            + Instant.now().truncatedTo(ChronoUnit.MILLIS)
            + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The timestamp is the one that was sent: of a batch that it already had, the broker acknowledges
   * each record with the timestamp of the last.
   */
  private void acknowledged(
      @Nullable RecordMetadata record, long timestamp, @Nullable Exception failure) {
    if (failure == null && record != null) {
      counts.acknowledged(
          new Coordinate(record.topic(), record.partition(), record.offset(), timestamp));
    } else {
      refused.incrementAndGet();
    }
  }

  /** Returns once nothing is on its way any more. */
  void pause() {
    synchronized (pace) {
      paused = true;
    }
    producer.flush();
  }

  void resume() {
    synchronized (pace) {
      paused = false;
    }
  }

  /** Sends so many at once, beside the steady ones, and returns when they are acknowledged. */
  void burst(long records) {
    synchronized (pace) {
      for (long i = 0; i < records; i++) {
        send();
      }
    }
    producer.flush();
  }

  /** From now on the topic has so many partitions. */
  void spread(int newPartitions) {
    synchronized (pace) {
      partitions = newPartitions;
    }
  }

  /** Records that the broker never acknowledged. */
  long refused() {
    return refused.get();
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join();
    producer.close(Duration.ZERO);
  }
}
