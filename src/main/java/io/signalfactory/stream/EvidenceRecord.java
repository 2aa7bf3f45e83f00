package io.signalfactory.stream;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
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
  static StreamPartitioner<byte[], EvidenceRecord> partitioner() {
    return new ByRawPartition();
  }

  /** Keeps its answers, as Kafka Streams asks for each record. */
  private static final class ByRawPartition implements StreamPartitioner<byte[], EvidenceRecord> {
    private volatile List<Optional<Set<Integer>>> answers = List.of();

    @Override
    public Optional<Set<Integer>> partitions(
        String topic, byte[] datasetUrn, EvidenceRecord evidence, int partitions) {
      List<Optional<Set<Integer>>> known = answers;
      if (known.size() != partitions) {
        known = IntStream.range(0, partitions).mapToObj(p -> Optional.of(Set.of(p))).toList();
        answers = known;
      }
      return known.get(Math.floorMod(evidence.spread(), partitions));
    }
  }
}
