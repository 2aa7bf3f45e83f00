package io.signalfactory.stream.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GlobalTopicsConsumerTest {

  private static final String TOPIC = "some.contracts";
  private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
  private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);
  private static final Duration POLL = Duration.ofMillis(100);

  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("none");
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private TopicPresence presence = new TopicPresence.There(Uuid.ONE_UUID, 1);
  private final GlobalTopicsConsumer consumer =
      new GlobalTopicsConsumer(kafka, List.of(TOPIC), topic -> presence, () -> now, this::pause);

  private void pause(long ms) {
    now = now.plusMillis(ms);
  }

  /** As Kafka Streams does: reads what is there, then goes on at the next offset. */
  @BeforeEach
  void readTwoRecords() {
    kafka.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
    consumer.assign(List.of(FIRST));
    consumer.seekToBeginning(List.of(FIRST));
    kafka.addRecord(record(FIRST, 0, "first"));
    kafka.addRecord(record(FIRST, 1, "second"));
    assertThat(read(consumer.poll(POLL))).containsExactly("first", "second");
    consumer.unsubscribe();
    consumer.assign(List.of(FIRST));
    consumer.seek(FIRST, 2);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition partition, long offset, String value) {
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        new byte[0],
        value.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> read(ConsumerRecords<byte[], byte[]> records) {
    List<String> values = new ArrayList<>();
    records.forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
    return values;
  }

  @Test
  void asksNothingOfATopicThatIsGoneAndTakesItsTime() {
    // given
    presence = new TopicPresence.Gone();
    kafka.setPollException(new OffsetOutOfRangeException(Map.of(FIRST, 2L)));
    Instant before = now;
    // when
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    // then
    assertThat(records.isEmpty()).isTrue();
    assertThat(now).isEqualTo(before.plus(POLL));
  }

  @Test
  void goesOnWhereItWasWhenTheSameTopicIsThereAgain() {
    // given
    presence = new TopicPresence.Gone();
    assertThat(consumer.poll(POLL).isEmpty()).isTrue();
    presence = new TopicPresence.There(Uuid.ONE_UUID, 1);
    kafka.addRecord(record(FIRST, 2, "third"));
    // when
    List<String> values = read(consumer.poll(POLL));
    // then
    assertThat(values).containsExactly("third");
  }

  @Test
  void readsATopicThatWasCreatedAgainFromItsStartInAllItsPartitions() {
    // given: more records than the old topic had, so that the old offset exists in the new one
    presence = new TopicPresence.There(new Uuid(7, 8), 2);
    kafka.schedulePollTask(
        () -> {
          for (int offset = 0; offset < 4; offset++) {
            kafka.addRecord(record(FIRST, offset, "new " + offset));
          }
          kafka.addRecord(record(SECOND, 0, "other"));
        });
    // when
    List<String> values = read(consumer.poll(POLL));
    // then
    assertThat(values).containsExactlyInAnyOrder("new 0", "new 1", "new 2", "new 3", "other");
  }

  @Test
  void readsFromTheStartWhenTheNextRecordIsNotThereAnyMore() {
    // given: the new topic is shorter, and was read before it was known to be another one
    kafka.setPollException(new OffsetOutOfRangeException(Map.of(FIRST, 2L)));
    assertThat(consumer.poll(POLL).isEmpty()).isTrue();
    kafka.addRecord(record(FIRST, 0, "again"));
    // when
    List<String> values = read(consumer.poll(POLL));
    // then
    assertThat(values).containsExactly("again");
  }

  @Test
  void asksOncePerSecondWhileReadingIsRefused() {
    // given
    kafka.setPollException(new TopicAuthorizationException(TOPIC));
    assertThat(consumer.poll(POLL).isEmpty()).isTrue();
    kafka.addRecord(record(FIRST, 2, "allowed"));
    List<String> values = new ArrayList<>();
    Instant refusedAt = now;
    // when
    while (values.isEmpty()) {
      values.addAll(read(consumer.poll(POLL)));
    }
    // then
    assertThat(values).containsExactly("allowed");
    assertThat(now).isEqualTo(refusedAt.plusSeconds(1));
  }

  private static final TopicPartition OTHER = new TopicPartition("other", 0);

  /** A consumer that has read both topics to their ends, as after a start. */
  private GlobalTopicsConsumer ofTwoTopics(Map<String, TopicPresence> presences) {
    GlobalTopicsConsumer both =
        new GlobalTopicsConsumer(
            kafka,
            List.of(TOPIC, OTHER.topic()),
            topic -> presences.getOrDefault(topic, new TopicPresence.Unasked()),
            () -> now,
            this::pause);
    kafka.updateBeginningOffsets(Map.of(OTHER, 0L));
    both.unsubscribe();
    both.unsubscribe();
    both.assign(List.of(FIRST, OTHER));
    both.seek(FIRST, 2);
    both.seek(OTHER, 5);
    return both;
  }

  @Test
  void readsTheOtherTopicsWhileOneIsGoneAndGoesOnThere() {
    // given
    Map<String, TopicPresence> presences = new HashMap<>();
    presences.put(TOPIC, new TopicPresence.Gone());
    GlobalTopicsConsumer both = ofTwoTopics(presences);
    kafka.schedulePollTask(() -> kafka.addRecord(record(OTHER, 5, "other")));
    assertThat(read(both.poll(POLL))).containsExactly("other");
    presences.put(TOPIC, new TopicPresence.There(Uuid.ONE_UUID, 1));
    kafka.schedulePollTask(
        () -> {
          kafka.addRecord(record(FIRST, 2, "third"));
          kafka.addRecord(record(OTHER, 6, "next"));
        });
    // when
    List<String> values = read(both.poll(POLL));
    // then
    assertThat(values).containsExactlyInAnyOrder("third", "next");
  }

  @Test
  void readsTheOtherTopicsWhileOneIsRefused() {
    // given
    GlobalTopicsConsumer both = ofTwoTopics(Map.of());
    kafka.setPollException(new TopicAuthorizationException(Set.of(TOPIC)));
    assertThat(both.poll(POLL).isEmpty()).isTrue();
    kafka.schedulePollTask(() -> kafka.addRecord(record(OTHER, 5, "other")));
    // when
    List<String> values = read(both.poll(POLL));
    // then
    assertThat(values).containsExactly("other");
    assertThat(kafka.assignment()).containsExactly(OTHER);
  }

  @Test
  void startsOverInTheTopicThatWasCreatedAgainAndNotInTheOthers() {
    // given
    Map<String, TopicPresence> presences = new HashMap<>();
    presences.put(TOPIC, new TopicPresence.There(Uuid.ONE_UUID, 1));
    GlobalTopicsConsumer both = ofTwoTopics(presences);
    assertThat(both.poll(POLL).isEmpty()).isTrue();
    presences.put(TOPIC, new TopicPresence.There(new Uuid(7, 8), 1));
    kafka.schedulePollTask(
        () -> {
          kafka.addRecord(record(FIRST, 0, "new"));
          kafka.addRecord(record(OTHER, 4, "read before"));
          kafka.addRecord(record(OTHER, 5, "next"));
        });
    // when
    List<String> values = read(both.poll(POLL));
    // then
    assertThat(values).containsExactlyInAnyOrder("new", "next");
  }

  @Test
  void aStartWithoutTheRightToReadTheSecondTopicFailsToo() {
    // given
    GlobalTopicsConsumer starting =
        new GlobalTopicsConsumer(
            kafka, List.of(TOPIC, OTHER.topic()), topic -> presence, () -> now, this::pause);
    starting.unsubscribe();
    kafka.setPollException(new TopicAuthorizationException(OTHER.topic()));
    // when / then
    assertThatThrownBy(() -> starting.poll(POLL)).isInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void aStartWithoutTheRightToReadFails() {
    // given
    GlobalTopicsConsumer starting =
        new GlobalTopicsConsumer(kafka, List.of(TOPIC), topic -> presence, () -> now, this::pause);
    kafka.setPollException(new TopicAuthorizationException(TOPIC));
    // when / then
    assertThatThrownBy(() -> starting.poll(POLL)).isInstanceOf(TopicAuthorizationException.class);
  }
}
