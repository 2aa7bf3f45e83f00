package io.signalfactory.stream.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.protocol.Errors;

/**
 * The producer of a stream thread. The offsets that it commits in a transaction leave out topics
 * that are gone ({@link RawReadings#committable}) and what has not moved ({@link MovedOffsets}). A
 * refusal of them ends the transaction and not the thread. All else only passes on.
 */
final class RawProducer implements Producer<byte[], byte[]> {

  private final Producer<byte[], byte[]> producer;
  private final RawReadings readings;
  private final TopicIds topicIds;
  private final MovedOffsets moved;

  RawProducer(Producer<byte[], byte[]> producer, RawReadings readings, TopicIds topicIds) {
    this.producer = producer;
    this.readings = readings;
    this.topicIds = topicIds;
    this.moved = new MovedOffsets(readings::isRaw);
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
    try {
      producer.sendOffsetsToTransaction(
          moved.of(readings.committable(offsets, topicIds)), groupMetadata);
    } catch (KafkaException e) {
      if (isRefusal(e)) {
        throw startOver(e);
      }
      throw e;
    }
  }

  /** The client has no exception of its own for this answer, only its text. */
  private static boolean isRefusal(KafkaException e) {
    return e instanceof TopicAuthorizationException
        || String.valueOf(e.getMessage()).contains(Errors.TOPIC_AUTHORIZATION_FAILED.message());
  }

  /**
   * The right to read a topic was taken away between reading and committing. Nothing of the
   * transaction counts, as if the tasks had been lost meanwhile; told that, Kafka Streams makes a
   * new producer and begins again from the last commit. It would let the thread die otherwise, and
   * the others would wait until its session ends.
   */
  private static InvalidProducerEpochException startOver(KafkaException refusal) {
    InvalidProducerEpochException startOver =
        new InvalidProducerEpochException(
            "The cluster does not accept the offset of a topic that this instance may not read; "
                + "what was read since the last commit is read again");
    startOver.initCause(refusal);
    return startOver;
  }

  @Override
  public void initTransactions() {
    producer.initTransactions();
  }

  @Override
  public void beginTransaction() {
    producer.beginTransaction();
  }

  @Override
  public void commitTransaction() {
    try {
      producer.commitTransaction();
      moved.commit();
    } catch (KafkaException e) {
      moved.abort();
      throw e;
    }
  }

  @Override
  public void abortTransaction() {
    moved.abort();
    producer.abortTransaction();
  }

  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {
    producer.registerMetricForSubscription(metric);
  }

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {
    producer.unregisterMetricFromSubscription(metric);
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    return producer.send(record);
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    return producer.send(record, callback);
  }

  @Override
  public void flush() {
    producer.flush();
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    return producer.partitionsFor(topic);
  }

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    return producer.metrics();
  }

  @Override
  public Uuid clientInstanceId(Duration timeout) {
    return producer.clientInstanceId(timeout);
  }

  @Override
  public void close() {
    producer.close();
  }

  @Override
  public void close(Duration timeout) {
    producer.close(timeout);
  }
}
