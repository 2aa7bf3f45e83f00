package io.signalfactory.stream;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Evidence on its way to its topic.
 *
 * @param json the Evidence
 * @param spread which partition it goes to, modulo their number
 */
record EvidenceRecord(byte[] json, int spread) {

  static Serializer<EvidenceRecord> serializer() {
    return (topic, evidence) -> evidence.json();
  }

  /**
   * Evidence goes by the raw partition that it is from, not by its key: the order of a raw
   * partition is kept, and one huge dataset does not end up in one partition (ADR 0005).
   */
  static StreamPartitioner<String, EvidenceRecord> partitioner() {
    return (topic, datasetUrn, evidence, partitions) ->
        Optional.of(Set.of(Math.floorMod(evidence.spread(), partitions)));
  }
}
