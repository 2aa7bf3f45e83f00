package io.signalfactory.stream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawTimestampsTest {

  private static final String TOPIC = "raw.orders.events";

  private final RawTimestamps timestamps = new RawTimestamps();

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 0", "17, 17", "1780308000000000000, 1780308000000000000"})
  void keepsATimestampUnlessStreamsWouldDropTheRecord(long timestamp, long kept) {
    assertThat(timestamps.extract(record(3, timestamp, TimestampType.CREATE_TIME), -1))
        .isEqualTo(kept);
  }

  @Test
  void knowsTheRecordsThatTheBrokerStamped() {
    // given
    read(0, TimestampType.CREATE_TIME);
    read(1, TimestampType.LOG_APPEND_TIME);
    // when the topic is changed back
    read(2, TimestampType.LOG_APPEND_TIME);
    // then
    assertThat(timestamps.stampedByBroker(at(0))).isFalse();
    assertThat(timestamps.stampedByBroker(at(1))).isTrue();
    assertThat(timestamps.stampedByBroker(at(2))).isTrue();
  }

  @Test
  void noticesThatTheTopicIsChangedBack() {
    // given
    read(7, TimestampType.LOG_APPEND_TIME);
    // when
    read(8, TimestampType.CREATE_TIME);
    // then
    assertThat(timestamps.stampedByBroker(at(7))).isTrue();
    assertThat(timestamps.stampedByBroker(at(8))).isFalse();
  }

  @Test
  void readsOnFromAnEarlierOffsetAfterAFailure() {
    // given
    read(7, TimestampType.LOG_APPEND_TIME);
    // when
    read(5, TimestampType.LOG_APPEND_TIME);
    // then
    assertThat(timestamps.stampedByBroker(at(5))).isTrue();
    assertThat(timestamps.stampedByBroker(at(7))).isTrue();
  }

  @Test
  void whatOneTopicDoesSaysNothingOfAnother() {
    // given
    read(7, TimestampType.LOG_APPEND_TIME);
    // when
    boolean other = timestamps.stampedByBroker(new Place("raw.payments.events", 7));
    // then
    assertThat(other).isFalse();
  }

  private void read(long offset, TimestampType type) {
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    timestamps.read(
        new ConsumerRecords<>(Map.of(partition, List.of(record(offset, 17, type))), Map.of()));
  }

  private static RecordMetadata at(long offset) {
    return new Place(TOPIC, offset);
  }

  private static ConsumerRecord<Object, Object> record(
      long offset, long timestamp, TimestampType type) {
    return new ConsumerRecord<>(
        TOPIC, 0, offset, timestamp, type, 0, 0, "", "", new RecordHeaders(), Optional.empty());
  }

  private record Place(String topic, long offset) implements RecordMetadata {

    @Override
    public int partition() {
      return 0;
    }
  }
}
