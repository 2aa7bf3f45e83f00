package io.signalfactory.stream;

import io.signalfactory.query.Address;
import io.signalfactory.query.Holders;
import io.signalfactory.query.Holding;
import io.signalfactory.query.NotReadyException;
import io.signalfactory.query.Placement;
import io.signalfactory.stream.report.DatasetPartitioner;
import io.signalfactory.stream.sight.SightBoard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/**
 * Where datasets are, as Kafka Streams' last assignment has it. The assignment comes with all raw
 * partitions of all instances, so what is needed of it is kept for a moment.
 */
final class StreamsPlacement implements Placement {

  /** Long for queries, and short for an assignment, which takes longer to reach every instance. */
  private static final long KEPT_NANOS = 100_000_000;

  private final Supplier<KafkaStreams> running;
  private final SightBoard sights;
  private final String topic;
  private final int partitions;
  private final @Nullable Address self;
  private final LongSupplier nanoClock;
  private volatile @Nullable Assignment latest;

  /**
   * @param running Kafka Streams as it runs now; throws {@link NotReadyException} if it does not
   * @param topic the topic that the SIGNALS tasks read
   * @param partitions how many partitions it has
   * @param self where others reach this instance; null if it advertises no address
   */
  StreamsPlacement(
      Supplier<KafkaStreams> running,
      SightBoard sights,
      String topic,
      int partitions,
      @Nullable Address self,
      LongSupplier nanoClock) {
    this.running = running;
    this.sights = sights;
    this.topic = topic;
    this.partitions = partitions;
    this.self = self;
    this.nanoClock = nanoClock;
  }

  private record Assignment(
      long readAt, Map<Integer, Holders> holders, SortedSet<Address> instances) {}

  @Override
  public int partitionOf(String datasetUrn) {
    return DatasetPartitioner.partition(datasetUrn, partitions);
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public Holding here(int partition) {
    return sights.here(partition);
  }

  @Override
  public Optional<Address> self() {
    return Optional.ofNullable(self);
  }

  @Override
  public Holders holders(int partition) {
    return assignment().holders().getOrDefault(partition, new Holders(null, List.of()));
  }

  @Override
  public SortedSet<Address> instances() {
    return assignment().instances();
  }

  /** The partitions that this instance is to judge, whether or not it can yet. */
  SortedSet<Integer> assignedHere() {
    SortedSet<Integer> assigned = new TreeSet<>();
    try {
      for (ThreadMetadata thread : running.get().metadataForLocalThreads()) {
        thread.activeTasks().forEach(task -> addOurs(task.topicPartitions(), assigned));
      }
    } catch (IllegalStateException e) {
      throw notRunning(e);
    }
    return assigned;
  }

  private void addOurs(Collection<TopicPartition> all, Collection<Integer> ours) {
    for (TopicPartition one : all) {
      if (one.topic().equals(topic)) {
        ours.add(one.partition());
      }
    }
  }

  private Assignment assignment() {
    long now = nanoClock.getAsLong();
    Assignment known = latest;
    if (known == null || now - known.readAt() > KEPT_NANOS) {
      known = read(now);
      latest = known;
    }
    return known;
  }

  private Assignment read(long now) {
    Map<Integer, Address> active = new HashMap<>();
    Map<Integer, List<Address>> standbys = new HashMap<>();
    SortedSet<Address> instances = new TreeSet<>();
    if (self != null) {
      instances.add(self);
    }
    for (StreamsMetadata instance : metadata()) {
      if (HostInfo.unavailable().equals(instance.hostInfo())) {
        continue;
      }
      Address address = new Address(instance.host(), instance.port());
      instances.add(address);
      List<Integer> judged = new ArrayList<>();
      addOurs(instance.topicPartitions(), judged);
      judged.forEach(partition -> active.put(partition, address));
      List<Integer> copied = new ArrayList<>();
      addOurs(instance.standbyTopicPartitions(), copied);
      copied.forEach(
          partition -> standbys.computeIfAbsent(partition, p -> new ArrayList<>()).add(address));
    }
    Map<Integer, Holders> holders = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      holders.put(
          partition,
          new Holders(active.get(partition), standbys.getOrDefault(partition, List.of())));
    }
    return new Assignment(now, holders, Collections.unmodifiableSortedSet(instances));
  }

  private Collection<StreamsMetadata> metadata() {
    try {
      return running.get().metadataForAllStreamsClients();
    } catch (IllegalStateException e) {
      throw notRunning(e);
    }
  }

  private NotReadyException notRunning(IllegalStateException e) {
    return new NotReadyException(
        "the application is not running: it is " + running.get().state(), e);
  }
}
