package io.signalfactory.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed on a topic of ours, from its start and for as long as it is open. */
final class CommittedReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<JsonNode> values;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param values is told each value, in a thread of its own
   */
  CommittedReader(String bootstrap, String topic, Consumer<JsonNode> values) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "isolation.level",
                "read_committed",
                "reconnect.backoff.max.ms",
                "500",
                "metadata.recovery.strategy",
                "none"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.values = values;
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    this.thread = new Thread(this::run, "reader-" + topic);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    JsonMapper json = new JsonMapper();
    try {
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          values.accept(json.readTree(record.value()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
