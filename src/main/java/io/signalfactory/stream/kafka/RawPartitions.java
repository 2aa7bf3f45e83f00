package io.signalfactory.stream.kafka;

import io.signalfactory.tally.SourcePartition;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.streams.processor.TaskId;

/** What this instance knows about the raw partitions that it reads. */
public interface RawPartitions extends TopicSizes {

  /**
   * Nothing ever waits, and only topics with records exist: for topologies that are driven record
   * by record.
   */
  RawPartitions NONE_WAITING =
      new RawPartitions() {
        @Override
        public OptionalLong lag(SourcePartition source) {
          return OptionalLong.of(0);
        }

        @Override
        public Set<SourcePartition> readBy(TaskId task) {
          return Set.of();
        }

        @Override
        public OptionalInt countOf(String topic) {
          return OptionalInt.of(0);
        }
      };

  /** One topic with one partition that is always read to its end; no other topic exists. */
  static RawPartitions readAsItComes(String topic) {
    return new RawPartitions() {
      @Override
      public OptionalLong lag(SourcePartition source) {
        return OptionalLong.of(0);
      }

      @Override
      public Set<SourcePartition> readBy(TaskId task) {
        return Set.of(new SourcePartition(topic, 0));
      }

      @Override
      public OptionalInt countOf(String other) {
        return OptionalInt.of(other.equals(topic) ? 1 : 0);
      }
    };
  }

  /**
   * The id of the topic that the task of a partition gets records of; empty where it is not known.
   * It stays the same until {@link #incarnationChanges} has grown.
   */
  default String topicId(SourcePartition source) {
    return "";
  }

  /**
   * Takes note that a task has begun to get records of a topic that was created again.
   *
   * @param before the id of the topic that it got records of earlier, perhaps long ago
   */
  default void createdAgain(SourcePartition source, String before) {}

  /** Grows whenever a task begins to get records of another incarnation of a topic. */
  default long incarnationChanges() {
    return 0;
  }

  /** How many records of a partition have not been read yet; empty while that is not known. */
  OptionalLong lag(SourcePartition source);

  /** The partitions that a task of this instance reads, including empty ones. */
  Set<SourcePartition> readBy(TaskId task);
}
