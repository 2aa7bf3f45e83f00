package io.signalfactory.stream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RawPartitionGuardTest {

  private static final TopicPartition PARTITION = new TopicPartition("raw.orders", 0);
  private static final TopicPartition OURS = new TopicPartition("app-by-dataset-repartition", 0);
  private static final Uuid FIRST = Uuid.fromString("4L6g3nShT-eMCtK--X86sw");
  private static final Uuid SECOND = Uuid.fromString("mDvBjPWrS2iVbYxVnVp1Fw");

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final MetadataUpdates updates = new MetadataUpdates();
  private final Map<String, Uuid> ids = new HashMap<>();
  private final Set<TopicPartition> missing = new HashSet<>();
  private final List<String> recreated = new ArrayList<>();
  private final RawReadings readings =
      new RawReadings(topic -> topic.startsWith("raw."), recreated::add);
  private boolean answers = true;
  private long nanos;
  private final RawPartitionGuard guard =
      new RawPartitionGuard(consumer, updates, this::ids, readings, () -> nanos);

  private Map<TopicPartition, Uuid> ids(Set<TopicPartition> partitions) {
    if (!answers) {
      throw new TimeoutException("no answer");
    }
    Map<TopicPartition, Uuid> asked = new HashMap<>();
    partitions.forEach(
        partition -> {
          Uuid id = ids.get(partition.topic());
          if (id != null && !missing.contains(partition)) {
            asked.put(partition, id);
          }
        });
    return asked;
  }

  @BeforeEach
  void assign() {
    ids.put(PARTITION.topic(), FIRST);
    consumer.assign(List.of(PARTITION, OURS));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L, OURS, 0L));
  }

  private void arrive(TopicPartition partition, long... offsets) {
    for (long offset : offsets) {
      consumer.addRecord(
          new ConsumerRecord<>(
              partition.topic(), partition.partition(), offset, new byte[0], new byte[0]));
    }
  }

  private void learnsOf(Uuid id) {
    ids.put(PARTITION.topic(), id);
    updates.onUpdate(new ClusterResource("cluster"));
  }

  private List<Long> poll() {
    guard.beforePoll();
    ConsumerRecords<byte[], byte[]> records = guard.afterPoll(consumer.poll(Duration.ZERO));
    return records.records(PARTITION).stream().map(ConsumerRecord::offset).toList();
  }

  private Map<TopicPartition, OffsetAndMetadata> commit(long offset) {
    return readings.committable(
        Map.of(PARTITION, new OffsetAndMetadata(offset, Optional.empty(), "AgAA")), this::ids);
  }

  @Test
  void aTopicThatWasCreatedAgainIsReadFromItsFirstRecord() {
    // given
    guard.assigned(List.of(PARTITION));
    arrive(PARTITION, 0, 1, 2);
    assertThat(poll()).containsExactly(0L, 1L, 2L);
    commit(3);
    // when: the consumer goes on in the new topic where it was in the old one
    learnsOf(SECOND);
    arrive(PARTITION, 3, 4);
    List<Long> handedOver = poll();
    // then
    assertThat(handedOver).isEmpty();
    assertThat(consumer.position(PARTITION)).isZero();
    assertThat(readings.topicId(PARTITION)).isEqualTo(SECOND);
    assertThat(recreated).containsExactly(PARTITION.topic());
  }

  @Test
  void theNewTopicBeginsOnlyWhenTheRecordsOfTheOldOneAreCommitted() {
    // given
    guard.assigned(List.of(PARTITION));
    arrive(PARTITION, 0, 1, 2);
    poll();
    learnsOf(SECOND);
    arrive(PARTITION, 3);
    poll();
    assertThat(readings.topicId(PARTITION)).isEqualTo(FIRST);
    assertThat(consumer.paused()).containsExactly(PARTITION);
    // when
    commit(3);
    poll();
    // then
    assertThat(readings.topicId(PARTITION)).isEqualTo(SECOND);
    assertThat(consumer.paused()).isEmpty();
    assertThat(consumer.position(PARTITION)).isZero();
  }

  @Test
  void aPausedPartitionIsNotResumedBeforeTheNewTopicBegins() {
    // given
    guard.assigned(List.of(PARTITION));
    arrive(PARTITION, 0);
    poll();
    learnsOf(SECOND);
    arrive(PARTITION, 1);
    poll();
    // when: Kafka Streams has room for more
    guard.resume(List.of(PARTITION, OURS));
    // then
    assertThat(consumer.paused()).containsExactly(PARTITION);
  }

  @Test
  void aTopicWithFewerRecordsIsNoticedAlthoughNothingIsFetched() {
    // given
    guard.assigned(List.of(PARTITION));
    arrive(PARTITION, 0, 1, 2);
    poll();
    commit(3);
    learnsOf(SECOND);
    // when
    nanos += RawPartitionGuard.IDLE_LOOK_EVERY.toNanos();
    poll();
    // then
    assertThat(readings.topicId(PARTITION)).isEqualTo(SECOND);
    assertThat(consumer.position(PARTITION)).isZero();
  }

  @Test
  void aLookWithoutAnAnswerHoldsRecordsBackAndLosesNone() {
    // given
    guard.assigned(List.of(PARTITION));
    updates.onUpdate(new ClusterResource("cluster"));
    answers = false;
    arrive(PARTITION, 0, 1);
    assertThat(poll()).isEmpty();
    // when
    answers = true;
    arrive(PARTITION, 0, 1);
    // then
    assertThat(poll()).containsExactly(0L, 1L);
  }

  @Test
  void aTopicThatOneBrokerDoesNotKnowForAMomentLosesNoRecord() {
    // given
    guard.assigned(List.of(PARTITION));
    arrive(PARTITION, 0, 1);
    ids.remove(PARTITION.topic());
    updates.onUpdate(new ClusterResource("cluster"));
    assertThat(poll()).isEmpty();
    // when
    learnsOf(FIRST);
    arrive(PARTITION, 0, 1);
    // then
    assertThat(poll()).containsExactly(0L, 1L);
    assertThat(recreated).isEmpty();
  }

  @Test
  void anOffsetOfAnotherTopicOfTheNameIsNotUsedAfterARestart() {
    // given: what was committed before the topic was created again
    consumer.commitSync(
        Map.of(PARTITION, new OffsetAndMetadata(5, new OffsetNote(FIRST, "AgAA").write())));
    ids.put(PARTITION.topic(), SECOND);
    // when
    guard.assigned(List.of(PARTITION));
    // then
    assertThat(consumer.position(PARTITION)).isZero();
    assertThat(readings.topicId(PARTITION)).isEqualTo(SECOND);
    assertThat(guard.asStreamsWrote(consumer.committed(Set.of(PARTITION)))).isEmpty();
    assertThat(recreated).containsExactly(PARTITION.topic());
  }

  @Test
  void anOffsetOfAnEarlierReleaseCountsAsOfTheTopicThatIsThere() {
    // given
    consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(5, "AgAA")));
    // when
    guard.assigned(List.of(PARTITION));
    // then
    assertThat(readings.topicId(PARTITION)).isEqualTo(FIRST);
    assertThat(guard.asStreamsWrote(consumer.committed(Set.of(PARTITION))))
        .containsEntry(PARTITION, new OffsetAndMetadata(5, "AgAA"));
    assertThat(recreated).isEmpty();
  }

  @Test
  void kafkaStreamsGetsItsOwnNoteBack() {
    // given
    guard.assigned(List.of(PARTITION));
    arrive(PARTITION, 0, 1);
    poll();
    // when
    consumer.commitSync(commit(2));
    // then
    assertThat(consumer.committed(Set.of(PARTITION)).get(PARTITION))
        .extracting(OffsetAndMetadata::metadata)
        .isEqualTo("1|" + FIRST + "|AgAA");
    assertThat(guard.asStreamsWrote(consumer.committed(Set.of(PARTITION))))
        .containsEntry(PARTITION, new OffsetAndMetadata(2, "AgAA"));
  }

  @Test
  void theOffsetsOfATopicThatIsGoneAreLeftOutAndTheOthersAreNot() {
    // given
    guard.assigned(List.of(PARTITION));
    arrive(PARTITION, 0, 1);
    poll();
    ids.clear();
    // when
    Map<TopicPartition, OffsetAndMetadata> committed =
        readings.committable(
            Map.of(PARTITION, new OffsetAndMetadata(2), OURS, new OffsetAndMetadata(9)), this::ids);
    // then
    assertThat(committed).containsOnly(Map.entry(OURS, new OffsetAndMetadata(9)));
  }

  @Test
  void anOffsetThatKafkaStreamsRemembersOfTheTopicBeforeIsNotCommitted() {
    // given a topic that was created again and of which no record has come
    guard.assigned(List.of(PARTITION));
    // when
    Map<TopicPartition, OffsetAndMetadata> committed = commit(178);
    // then
    assertThat(committed).isEmpty();
  }

  @Test
  void commitsNothingOfAPartitionThatTheTopicNoLongerHas() {
    // given
    arrive(PARTITION, 0, 1);
    assertThat(poll()).containsExactly(0L, 1L);
    // when
    missing.add(PARTITION);
    learnsOf(SECOND);
    poll();
    // then
    assertThat(commit(2)).isEmpty();
    assertThat(recreated).isEmpty();
  }

  private void passTime() {
    nanos += RefusedReadings.TRIAL_EVERY.toNanos();
    poll();
  }

  @Test
  void aTopicThatMayNotBeReadRestsAndTheOthersGoOn() {
    // given
    TopicPartition other = new TopicPartition("raw.returns", 0);
    consumer.assign(List.of(PARTITION, other, OURS));
    guard.assigned(List.of(PARTITION, other));
    // when
    boolean goesOn = guard.refuses(Set.of(PARTITION.topic()));
    // then
    assertThat(goesOn).isTrue();
    assertThat(consumer.paused()).containsExactly(PARTITION);
    assertThat(readings.refusedEntirely()).isEmpty();
  }

  @Test
  void anInstanceThatMayReadNoneOfItsTopicsSaysWhich() {
    // given
    guard.assigned(List.of(PARTITION));
    // when
    guard.refuses(Set.of(PARTITION.topic()));
    // then
    assertThat(readings.refusedEntirely()).containsExactly(PARTITION.topic());
  }

  @Test
  void doesNotGoOnWithoutTheTopicsOfTheApplication() {
    // given
    guard.assigned(List.of(PARTITION));
    // when
    boolean goesOn = guard.refuses(Set.of(PARTITION.topic(), OURS.topic()));
    // then
    assertThat(goesOn).isFalse();
    assertThat(consumer.paused()).isEmpty();
  }

  @Test
  void aTopicIsTriedAgainAndCountsAsRefusedUntilTheTrialHasLasted() {
    // given
    guard.assigned(List.of(PARTITION));
    guard.refuses(Set.of(PARTITION.topic()));
    // when: its trial begins, is refused, begins again and is not refused
    passTime();
    assertThat(consumer.paused()).isEmpty();
    guard.refuses(Set.of(PARTITION.topic()));
    assertThat(consumer.paused()).containsExactly(PARTITION);
    passTime();
    assertThat(readings.refusedEntirely()).containsExactly(PARTITION.topic());
    passTime();
    // then
    assertThat(readings.refusedEntirely()).isEmpty();
    assertThat(consumer.paused()).isEmpty();
  }

  @Test
  void aRefusedPartitionIsResumedNeitherByKafkaStreamsNorInItsStead() {
    // given
    guard.assigned(List.of(PARTITION));
    guard.refuses(Set.of(PARTITION.topic()));
    // when: Kafka Streams has room, and later has not
    guard.resume(List.of(PARTITION, OURS));
    assertThat(consumer.paused()).containsExactly(PARTITION);
    guard.pause(List.of(PARTITION));
    passTime();
    // then
    assertThat(consumer.paused()).containsExactly(PARTITION);
  }

  @Test
  void aPartitionThatHasMovedAwayIsNotHeldAgainstThisInstance() {
    // given
    guard.assigned(List.of(PARTITION));
    guard.refuses(Set.of(PARTITION.topic()));
    // when
    guard.removed(List.of(PARTITION));
    // then
    assertThat(readings.refusedEntirely()).isEmpty();
  }

  @Test
  void findsOutWhereToBeginAlsoWhileRecordsKeepComing() {
    // given an assignment that gets no answer
    answers = false;
    guard.assigned(List.of(PARTITION));
    answers = true;
    // when: records come more often than is asked
    List<Long> handedOver = new ArrayList<>();
    for (int offset = 0; offset < 12; offset++) {
      nanos += RawPartitionGuard.IDLE_LOOK_EVERY.dividedBy(5).toNanos();
      arrive(PARTITION, consumer.position(PARTITION));
      handedOver.addAll(poll());
    }
    // then
    assertThat(handedOver).contains(0L, 1L, 2L);
  }

  @Test
  void aTopicThatCannotEvenBeSeenStaysRefused() {
    // given
    guard.assigned(List.of(PARTITION));
    guard.refuses(Set.of(PARTITION.topic()));
    // when: nothing is fetched from it, so nothing is refused
    ids.put(PARTITION.topic(), Uuid.ZERO_UUID);
    passTime();
    passTime();
    // then
    assertThat(readings.refusedEntirely()).containsExactly(PARTITION.topic());
    assertThat(consumer.paused()).containsExactly(PARTITION);
  }

  @Test
  void nothingIsKnownOfAPartitionThatIsRefusedUntilItCanBeRead() {
    // given
    guard.assigned(List.of(PARTITION));
    assertThat(readings.isCurrent(PARTITION)).isTrue();
    // when
    guard.refuses(Set.of(PARTITION.topic()));
    // then
    assertThat(readings.isCurrent(PARTITION)).isFalse();
    passTime();
    passTime();
    assertThat(readings.isCurrent(PARTITION)).isTrue();
  }
}
