package io.signalfactory.stream.kafka;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Makes the clients of one Kafka Streams instance. Those of the stream threads know that raw topics
 * come and go (ADR 26, ADR 27).
 */
public final class StreamsClients implements KafkaClientSupplier {

  private final List<String> globalTopics;
  private final TopicWatch topicWatch;
  private final RawReadings readings;
  private final TopicIds topicIds;
  private final WidenedTopics changelogs;
  private final TaskCount tasks = new TaskCount();

  /**
   * @param globalTopics the topics of the global stores
   * @param topicWatch whether they are there
   * @param readings what the stream threads read
   * @param admin answers which topics exist; the caller closes it after Kafka Streams
   * @param changelogs those with one partition per task of the raw topics
   */
  public StreamsClients(
      List<String> globalTopics,
      TopicWatch topicWatch,
      RawReadings readings,
      Admin admin,
      WidenedTopics changelogs) {
    this.globalTopics = List.copyOf(globalTopics);
    this.topicWatch = topicWatch;
    this.readings = readings;
    this.topicIds = new ClusterTopicIds(admin);
    this.changelogs = changelogs;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return new FittingAdmin(config, changelogs, tasks);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new RawProducer(
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
        readings,
        topicIds);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    Map<String, Object> values = new HashMap<>(config);
    values.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, PresentTopicsAssignor.class.getName());
    values.put(PresentTopicsAssignor.RAW_READINGS, readings);
    values.put(PresentTopicsAssignor.TASK_COUNT, tasks);
    MetadataUpdates updates = new MetadataUpdates();
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(values, new ByteArrayDeserializer(), updates);
    RawPartitionGuard guard =
        new RawPartitionGuard(consumer, updates, topicIds, readings, System::nanoTime);
    return new RawConsumer(consumer, guard, readings, topicIds);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return new GlobalTopicsConsumer(
        consumer(config),
        globalTopics,
        topicWatch::presence,
        InstantSource.system(),
        Time.SYSTEM::sleep);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
