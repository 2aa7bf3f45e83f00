package io.signalfactory.stream.enforce;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Chooses the partition of Evidence: by the raw partition of its record and not by its key, so that
 * the order of a raw partition is kept, and one huge dataset does not end up in one partition (ADR
 * 0005). It is the partitioner of the sink, and remembers how many partitions the topic had when
 * Kafka Streams last asked, for Evidence that does not go through the sink (ADR 0016). Thread-safe.
 */
public final class EvidenceRoute implements StreamPartitioner<byte[], EvidenceRecord> {

  private final String topic;

  /** One answer per partition, kept as Kafka Streams asks often; empty before it asks. */
  private volatile List<Optional<Set<Integer>>> answers = List.of();

  /**
   * @param topic the evidence topic
   */
  public EvidenceRoute(String topic) {
    this.topic = topic;
  }

  @Override
  public Optional<Set<Integer>> partitions(
      String topic, byte[] datasetUrn, EvidenceRecord evidence, int partitions) {
    List<Optional<Set<Integer>>> known = answers;
    if (known.size() != partitions) {
      known = IntStream.range(0, partitions).mapToObj(p -> Optional.of(Set.of(p))).toList();
      answers = known;
    }
    return known.get(partition(evidence, partitions));
  }

  /** Whether the topic's partitions are known: once Kafka Streams has asked. */
  boolean isKnown() {
    return !answers.isEmpty();
  }

  /**
   * Evidence as it is sent to its topic; only once its partitions are known.
   *
   * @param timestampMs our own clock when its record was read, in milliseconds since the epoch
   */
  ProducerRecord<byte[], byte[]> of(EvidenceRecord evidence, long timestampMs) {
    return new ProducerRecord<>(
        topic, partition(evidence, answers.size()), timestampMs, evidence.key(), evidence.json());
  }

  private static int partition(EvidenceRecord evidence, int partitions) {
    return Math.floorMod(evidence.spread(), partitions);
  }
}
