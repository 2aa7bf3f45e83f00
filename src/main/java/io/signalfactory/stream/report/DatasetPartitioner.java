package io.signalfactory.stream.report;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Chooses the SIGNALS task of a dataset. Partial tallies go to the task of their dataset, progress
 * goes to all tasks. The hash is Kafka's own default for keys, so that interactive queries find the
 * task of a key without a partitioner of their own.
 */
public final class DatasetPartitioner implements StreamPartitioner<String, SignalInput> {

  /** The task, of {@code partitions}, that has the dataset. */
  public static int partition(String datasetUrn, int partitions) {
    return BuiltInPartitioner.partitionForKey(
        datasetUrn.getBytes(StandardCharsets.UTF_8), partitions);
  }

  @Override
  public Optional<Set<Integer>> partitions(
      String topic, String datasetUrn, SignalInput input, int numPartitions) {
    return input instanceof SignalInput.Progress
        ? Optional.of(IntStream.range(0, numPartitions).boxed().collect(Collectors.toSet()))
        : Optional.of(Set.of(partition(datasetUrn, numPartitions)));
  }
}
