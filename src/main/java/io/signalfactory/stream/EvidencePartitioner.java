package io.signalfactory.stream;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Evidence goes by the raw partition that it is from, not by its key: the order of a raw partition
 * is kept, and one huge dataset does not end up in one partition (ADR 0005). Thread-safe.
 *
 * <p>It keeps how many partitions Kafka Streams told it of last, so that the Evidence of one batch
 * needs that only once.
 */
final class EvidencePartitioner implements StreamPartitioner<byte[], EvidenceRecord> {

  private volatile List<Optional<Set<Integer>>> answers = List.of();

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

  /** Whether Kafka Streams has asked already. */
  boolean isAsked() {
    return !answers.isEmpty();
  }

  /**
   * Where Evidence goes, with as many partitions as there were when Kafka Streams asked last.
   *
   * @throws ArithmeticException if it has not asked yet
   */
  int partition(EvidenceRecord evidence) {
    return partition(evidence, answers.size());
  }

  private static int partition(EvidenceRecord evidence, int partitions) {
    return Math.floorMod(evidence.spread(), partitions);
  }
}
