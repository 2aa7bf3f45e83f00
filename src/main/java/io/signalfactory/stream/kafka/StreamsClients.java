package io.signalfactory.stream.kafka;

import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.KafkaClientSupplier;

/** Makes the clients of one Kafka Streams instance. */
public final class StreamsClients implements KafkaClientSupplier {

  private final String contractsTopic;
  private final TopicWatch topicWatch;

  /**
   * @param contractsTopic the topic of the global store
   * @param topicWatch whether it is there
   */
  public StreamsClients(String contractsTopic, TopicWatch topicWatch) {
    this.contractsTopic = contractsTopic;
    this.topicWatch = topicWatch;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return new ContractsConsumer(
        consumer(config),
        contractsTopic,
        () -> topicWatch.presence(contractsTopic),
        InstantSource.system(),
        Time.SYSTEM::sleep);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
