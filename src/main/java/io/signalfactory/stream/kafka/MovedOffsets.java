package io.signalfactory.stream.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Leaves offsets of raw partitions out of a commit while they are what this producer committed
 * last. A commit waits for the offset of a topic that is deleted at that moment (ADR 27); most
 * topics that somebody deletes are silent, so their deletion meets no commit.
 */
final class MovedOffsets {

  private final Predicate<TopicPartition> raw;
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> inTransaction = new HashMap<>();

  /**
   * @param raw whether a partition is one of a raw topic; the offsets of others are never left out
   */
  MovedOffsets(Predicate<TopicPartition> raw) {
    this.raw = raw;
  }

  /**
   * What has to be committed of these offsets. If nothing has moved that is all of them: the broker
   * refuses the transaction of a thread that has lost its tasks by the offsets in it.
   */
  Map<TopicPartition, OffsetAndMetadata> of(Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>(offsets);
    moved.entrySet().removeIf(entry -> raw.test(entry.getKey()) && isCommitted(entry));
    inTransaction.putAll(offsets);
    return moved.isEmpty() ? offsets : moved;
  }

  private boolean isCommitted(Map.Entry<TopicPartition, OffsetAndMetadata> entry) {
    return entry.getValue().equals(committed.get(entry.getKey()));
  }

  /** The transaction is committed. */
  void commit() {
    committed.putAll(inTransaction);
    inTransaction.clear();
  }

  /** The transaction is not committed, or it is not known whether it is. */
  void abort() {
    inTransaction.clear();
    committed.clear();
  }
}
