package io.signalfactory.stream.kafka;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Two things that Kafka Streams allows only its own processors: forwarding a record later than in
 * the call that delivered it, and writing to a topic without passing through a sink.
 */
public interface RecordScope {

  /** Runs work as if Kafka Streams were calling the processor. */
  void run(Runnable work);

  /**
   * Has the next commit take the offsets of the partitions that the task reads now. Without it
   * Kafka Streams takes those of every partition that the task has ever read, and ends the thread
   * at one whose topic is gone.
   */
  void commitPresentPartitions();

  /** From here on the work forwards on behalf of this record. */
  void forwardFor(RecordMetadata record);

  /**
   * Writes a record to its topic, in the task's transaction, as a sink does when a record has been
   * forwarded to it.
   *
   * @param sink the sink that Kafka Streams' metrics count the record for
   * @param record the record, with its partition
   */
  void write(String sink, ProducerRecord<byte[], byte[]> record);
}
