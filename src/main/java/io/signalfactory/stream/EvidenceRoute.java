package io.signalfactory.stream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The way of Evidence to its topic, the same as through its sink.
 *
 * @param topic the evidence topic
 * @param partitioner that of the sink
 */
record EvidenceRoute(String topic, EvidencePartitioner partitioner) {

  /** Whether the partitions of the topic are known. */
  boolean isKnown() {
    return partitioner.isAsked();
  }

  /** The Evidence of a record, ready to be sent. */
  ProducerRecord<byte[], byte[]> of(Record<?, ?> answer, EvidenceRecord evidence) {
    return new ProducerRecord<>(
        topic,
        partitioner.partition(evidence),
        answer.timestamp(),
        (byte[]) answer.key(),
        evidence.json(),
        answer.headers());
  }
}
