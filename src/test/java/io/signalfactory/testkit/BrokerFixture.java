package io.signalfactory.testkit;

import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.config.TopicSpec;
import io.signalfactory.local.DataFolder;
import io.signalfactory.local.EmbeddedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real broker for the tests of one class, with a data folder that goes when they are done:
 *
 * <pre>{@code
 * @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();
 * }</pre>
 */
public final class BrokerFixture implements BeforeAllCallback, AfterAllCallback {

  private final Map<String, String> brokerSettings;
  private @Nullable DataFolder folder;
  private @Nullable EmbeddedBroker broker;
  private int port;

  /** A broker as {@code local} starts it. */
  public BrokerFixture() {
    this(Map.of());
  }

  /**
   * A broker with settings of its own.
   *
   * @param brokerSettings replace those of {@code local}
   */
  public BrokerFixture(Map<String, String> brokerSettings) {
    this.brokerSettings = Map.copyOf(brokerSettings);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    DataFolder created = DataFolder.temporary();
    folder = created;
    start();
    String servers = bootstrapServers();
    port = Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1));
  }

  /** Takes the broker away. Its port and its data stay for {@link #start}. */
  public void stop() {
    started(broker).close();
    broker = null;
  }

  /** Starts the broker that was taken away, where it was and with what it had. */
  public void start() throws Exception {
    broker = EmbeddedBroker.start(started(folder).broker(), port, brokerSettings);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (broker != null) {
      broker.close();
    }
    if (folder != null) {
      folder.close();
    }
  }

  /** Where clients connect, also while the broker is away. */
  public String bootstrapServers() {
    return port == 0 ? started(broker).bootstrapServers() : "127.0.0.1:" + port;
  }

  /** Settings for this broker, with state in its folder, and {@code overrides} above them. */
  public Settings settings(Map<String, String> overrides) {
    Map<String, String> values = new HashMap<>();
    values.put("bootstrap.servers", bootstrapServers());
    values.put("state.dir", started(folder).state().toString());
    values.put("http.port", "0");
    values.putAll(overrides);
    return Settings.of(values);
  }

  /** An admin client, which the caller closes. */
  public Admin admin() {
    return Admin.create(settings(Map.of()).adminProperties());
  }

  /** Creates a topic with Kafka's defaults. */
  public void createTopic(String name, int partitions) {
    try (Admin admin = admin()) {
      new TopicAdmin(admin).create(List.of(new TopicSpec(name, partitions, (short) 1, Map.of())));
    }
  }

  /** Sends records and returns when all are acknowledged. */
  public void produce(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings(Map.of()).producerProperties())) {
      List<java.util.concurrent.Future<?>> answers = new ArrayList<>();
      records.forEach(record -> answers.add(producer.send(record)));
      for (var answer : answers) {
        var unused = answer.get();
      }
    }
  }

  /** Every committed record that the topic has now, partition by partition, in order. */
  public List<ConsumerRecord<byte[], byte[]>> readCommitted(String topic) {
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings(Map.of()).consumerProperties())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (TopicPartition partition : partitions) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (consumer.position(partition) < end) {
          records.addAll(consumer.poll(Duration.ofMillis(100)).records(partition));
        }
      }
      return records;
    }
  }

  private static <T> T started(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("the broker is not started: is the field static?");
    }
    return part;
  }
}
