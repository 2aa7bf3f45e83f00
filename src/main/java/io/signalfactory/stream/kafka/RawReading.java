package io.signalfactory.stream.kafka;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * How a stream thread reads one raw partition: which incarnation of the topic, and how far its
 * records are on their way through the task. Used by the thread that owns the partition; others may
 * ask for what is volatile.
 */
final class RawReading {

  private static final long NOTHING = -1;

  private final TopicPartition partition;
  private volatile Uuid topicId = Uuid.ZERO_UUID;
  private volatile boolean current;
  private boolean resolved;
  private volatile boolean refused;
  private boolean pausedByStreams;
  private @Nullable Uuid next;

  /** The offset after the last record that the task has got. */
  private long handedOver = NOTHING;

  /** The offset that the task committed last. */
  private long committed = NOTHING;

  RawReading(TopicPartition partition) {
    this.partition = partition;
  }

  TopicPartition partition() {
    return partition;
  }

  String topic() {
    return partition.topic();
  }

  /** The id of the topic whose records the task gets; zero while it is not known. */
  Uuid topicId() {
    return topicId;
  }

  /** Whether the topic that is read is, as far as is known, the one that exists. */
  boolean isCurrent() {
    return current;
  }

  /** Whether it is known where to begin. */
  boolean isResolved() {
    return resolved;
  }

  /** Records of this incarnation follow, from where the consumer stands. */
  void begin(Uuid topicId) {
    this.topicId = topicId;
    this.resolved = true;
    this.current = true;
    this.next = null;
    this.handedOver = NOTHING;
    this.committed = NOTHING;
  }

  /** The id of the topic has become known; what the task has got is of this incarnation. */
  void learn(Uuid topicId) {
    this.topicId = topicId;
    this.current = true;
  }

  /** The topic is gone, for now or for good. */
  void isGone() {
    current = false;
    next = null;
  }

  /** The topic that was being read exists. */
  void isThere() {
    current = true;
    next = null;
  }

  /** There is a new incarnation, to be read as soon as all records of this one are committed. */
  void isFollowedBy(Uuid next) {
    this.next = next;
    this.current = false;
  }

  /** The incarnation that follows; null if there is none. */
  @Nullable Uuid next() {
    return next;
  }

  /** Whether the task has committed every record that it got. */
  boolean isDrained() {
    return handedOver == NOTHING || committed >= handedOver;
  }

  /** The task gets records up to this offset, exclusive. */
  void handOver(long nextOffset) {
    handedOver = Math.max(handedOver, nextOffset);
  }

  /** The consumer goes to another place, and the task has none of these records any more. */
  void seeks() {
    handedOver = NOTHING;
    committed = NOTHING;
  }

  /**
   * The task commits an offset.
   *
   * @return whether the offset belongs to the records that the task got. Kafka Streams remembers
   *     the offsets of partitions that it no longer reads, and commits them once more when they
   *     come back
   */
  boolean commits(long offset) {
    if (offset > handedOver) {
      return false;
    }
    committed = Math.max(committed, offset);
    return true;
  }

  /** Whether the cluster does not let this instance read the topic. */
  boolean isRefused() {
    return refused;
  }

  void refused(boolean now) {
    refused = now;
  }

  boolean isPausedByStreams() {
    return pausedByStreams;
  }

  void pausedByStreams(boolean paused) {
    pausedByStreams = paused;
  }
}
