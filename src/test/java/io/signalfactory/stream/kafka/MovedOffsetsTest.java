package io.signalfactory.stream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MovedOffsetsTest {

  private static final TopicPartition SILENT = new TopicPartition("raw.silent", 2);
  private static final TopicPartition BUSY = new TopicPartition("raw.busy", 2);
  private static final TopicPartition OURS = new TopicPartition("app-by-dataset-repartition", 0);

  private final MovedOffsets moved =
      new MovedOffsets(partition -> partition.topic().startsWith("raw."));

  private static OffsetAndMetadata at(long offset) {
    return new OffsetAndMetadata(offset, "note");
  }

  @Test
  void leavesOutARawPartitionThatHasNotMovedSinceTheLastCommit() {
    // given
    moved.of(Map.of(SILENT, at(7), BUSY, at(10)));
    moved.commit();
    // when
    Map<TopicPartition, OffsetAndMetadata> offsets = moved.of(Map.of(SILENT, at(7), BUSY, at(11)));
    // then
    assertThat(offsets).isEqualTo(Map.of(BUSY, at(11)));
  }

  @Test
  void keepsAllOffsetsIfNoneHasMoved() {
    // given
    moved.of(Map.of(SILENT, at(7), BUSY, at(10)));
    moved.commit();
    // when
    Map<TopicPartition, OffsetAndMetadata> offsets = moved.of(Map.of(SILENT, at(7), BUSY, at(10)));
    // then
    assertThat(offsets).isEqualTo(Map.of(SILENT, at(7), BUSY, at(10)));
  }

  @Test
  void neverLeavesOutOtherPartitionsThanRawOnes() {
    // given
    moved.of(Map.of(OURS, at(3), BUSY, at(10)));
    moved.commit();
    // when
    Map<TopicPartition, OffsetAndMetadata> offsets = moved.of(Map.of(OURS, at(3), BUSY, at(10)));
    // then
    assertThat(offsets).isEqualTo(Map.of(OURS, at(3)));
  }

  @Test
  void keepsAnOffsetOfAnotherIncarnation() {
    // given
    moved.of(Map.of(SILENT, at(7), BUSY, at(10)));
    moved.commit();
    OffsetAndMetadata again = new OffsetAndMetadata(7, "note of another topic id");
    // when
    Map<TopicPartition, OffsetAndMetadata> offsets = moved.of(Map.of(SILENT, again, BUSY, at(11)));
    // then
    assertThat(offsets).isEqualTo(Map.of(SILENT, again, BUSY, at(11)));
  }

  @Test
  void forgetsWhatItCommittedOnceATransactionFails() {
    // given
    moved.of(Map.of(SILENT, at(7), BUSY, at(10)));
    moved.commit();
    moved.of(Map.of(SILENT, at(7), BUSY, at(11)));
    moved.abort();
    // when
    Map<TopicPartition, OffsetAndMetadata> offsets = moved.of(Map.of(SILENT, at(7), BUSY, at(11)));
    // then
    assertThat(offsets).isEqualTo(Map.of(SILENT, at(7), BUSY, at(11)));
  }
}
