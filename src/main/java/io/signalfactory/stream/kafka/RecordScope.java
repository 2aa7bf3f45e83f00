package io.signalfactory.stream.kafka;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * What a processor may do that Kafka Streams lets its own do only: forward later than in the call
 * that brought it the record, and write to a topic without the way there.
 */
public interface RecordScope {

  /** Does work as the processor's, whichever Kafka Streams takes to be running, if any. */
  void run(Runnable work);

  /** What the work forwards from here on answers this record. */
  void answering(RecordMetadata record);

  /**
   * Writes a record to its topic, in the task's transaction, as a sink does when a record has been
   * forwarded to it.
   *
   * @param sink whose it is counted as in Kafka Streams' metrics
   * @param record with its partition
   */
  void write(String sink, ProducerRecord<byte[], byte[]> record);
}
