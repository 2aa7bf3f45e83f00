package io.signalfactory.stream.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.event.PartitionClock;
import io.signalfactory.gate.RuleResults;
import io.signalfactory.tally.Observation;
import io.signalfactory.tally.SourcePartition;
import io.signalfactory.tally.Tally;
import io.signalfactory.testkit.Golden;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyStoreTest {

  private static final SourcePartition SOURCE = new SourcePartition("raw.orders.events", 3);

  @TempDir private Path folder;
  private KeyValueStore<Bytes, byte[]> beneath;
  private long offset;

  @BeforeEach
  void open() {
    beneath =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("tallies"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(
            new Properties(),
            new org.apache.kafka.streams.processor.TaskId(0, 3),
            new File(folder.toString()));
    beneath.init(context.getStateStoreContext(), beneath);
  }

  private static TallyId id(long minute) {
    return new TallyId(minute, SOURCE, "urn:dp:orders:created");
  }

  private void count(TallyStore store, long minute, int events) {
    count(store.hold(id(minute)), events);
  }

  private void count(TallyStore.HeldTally tally, int events) {
    for (int i = 0; i < events; i++) {
      tally
          .open()
          .add(
              new Observation(
                  offset++,
                  0,
                  Long.MIN_VALUE,
                  false,
                  false,
                  RuleResults.NONE,
                  null,
                  null,
                  0,
                  List.of(),
                  null));
    }
  }

  private static Map<Long, Long> drained(TallyStore store) {
    Map<Long, Long> events = new TreeMap<>();
    store.drainUnreported((id, tally) -> events.put(id.minute(), tally.events()));
    return events;
  }

  /** What a task finds that takes the committed store over. */
  private TallyStore reopened() {
    return new TallyStore(beneath);
  }

  @Test
  void readsTheIndexOfTheReleaseBeforeAndWritesItAnewAtOnce() {
    // given
    Bytes unreportedKey = Bytes.wrap(new byte[] {0});
    Bytes minutesKey = Bytes.wrap(new byte[] {1});
    beneath.put(unreportedKey, Golden.bytes("unreported-tallies-v0.hex"));
    beneath.put(minutesKey, Golden.bytes("newest-minutes-v0.hex"));
    TallyStore store = reopened();
    // when
    assertThat(store.sources())
        .containsExactlyInAnyOrder(
            new SourcePartition("raw.orders.events", 2),
            new SourcePartition("raw.payments.events", 2));
    store.flushCache();
    // then
    assertThat(beneath.get(unreportedKey)).isEqualTo(Golden.bytes("unreported-tallies-v1.hex"));
    assertThat(TallyIndex.readNewestMinutes(beneath.get(minutesKey)))
        .isEqualTo(TallyIndex.readNewestMinutes(Golden.bytes("newest-minutes-v0.hex")));
    assertThat(TallyIndex.isCurrent(beneath.get(minutesKey))).isTrue();
  }

  @Test
  void whatWasFlushedIsCountedOnWhereItWas() {
    // given
    TallyStore store = new TallyStore(beneath);
    count(store, 100, 5);
    store.flushCache();
    // when
    TallyStore next = reopened();
    count(next, 100, 2);
    // then
    assertThat(next.open(id(100)).snapshot().events()).isEqualTo(7);
  }

  @Test
  void whatWasNotFlushedIsGoneWithTheTransactionThatItBelongedTo() {
    // given
    TallyStore store = new TallyStore(beneath);
    count(store, 100, 5);
    // when
    TallyStore next = reopened();
    // then
    assertThat(next.open(id(100)).snapshot().events()).isZero();
  }

  @Test
  void aTallyIsHandedOutOnceAndAgainOnlyAfterItChanged() {
    // given
    TallyStore store = new TallyStore(beneath);
    count(store, 100, 1);
    count(store, 101, 2);
    // when
    Map<Long, Long> first = drained(store);
    Map<Long, Long> second = drained(store);
    count(store, 101, 1);
    Map<Long, Long> third = drained(store);
    // then
    assertThat(first).isEqualTo(Map.of(100L, 1L, 101L, 2L));
    assertThat(second).isEmpty();
    assertThat(third).isEqualTo(Map.of(101L, 3L));
  }

  @Test
  void whatIsCountedIntoAHeldTallyIsWrittenAndToldAgainAfterEachCommit() {
    // given
    TallyStore store = new TallyStore(beneath);
    TallyStore.HeldTally held = store.hold(id(100));
    count(held, 1);
    drained(store);
    store.flushCache();
    // when
    count(held, 2);
    Map<Long, Long> told = drained(store);
    store.flushCache();
    // then
    assertThat(told).isEqualTo(Map.of(100L, 3L));
    assertThat(reopened().open(id(100)).snapshot().events()).isEqualTo(3);
  }

  @Test
  void aTallyThatIsPutAwayIsHeldNoMore() {
    // given
    TallyStore store = new TallyStore(beneath);
    TallyStore.HeldTally old = store.hold(id(100));
    count(old, 1);
    // when
    count(store, 110, 1);
    store.flushCache();
    boolean whileItIsNew = old.isHeld();
    store.flushCache();
    // then
    assertThat(whileItIsNew).isTrue();
    assertThat(old.isHeld()).isFalse();
    assertThat(store.hold(id(100))).isNotSameAs(old);
    assertThat(store.open(id(100)).snapshot().events()).isEqualTo(1);
  }

  @Test
  void noTallyIsHeldBeyondTheLossOfItsTask() {
    // given
    TallyStore store = new TallyStore(beneath);
    TallyStore.HeldTally held = store.hold(id(100));
    // when
    store.clearCache();
    // then
    assertThat(held.isHeld()).isFalse();
  }

  @Test
  void whatWasCommittedButNotYetToldIsToldByTheNextOwner() {
    // given
    TallyStore store = new TallyStore(beneath);
    count(store, 100, 4);
    drained(store);
    count(store, 101, 2);
    store.flushCache();
    // when
    Map<Long, Long> told = drained(reopened());
    // then
    assertThat(told).isEqualTo(Map.of(101L, 2L));
  }

  @Test
  void theSourcesOfATaskAreKnownToItsNextOwner() {
    // given
    TallyStore store = new TallyStore(beneath);
    count(store, 100, 1);
    store.flushCache();
    // when
    TallyStore next = reopened();
    // then
    assertThat(next.sources()).containsExactly(SOURCE);
  }

  @Test
  void moreTalliesThanFitTheHeapLoseNothing() {
    // given
    TallyStore store = new TallyStore(beneath);
    int minutes = TallyStore.MAX_HOT + 10;
    // when
    for (int minute = 0; minute < minutes; minute++) {
      count(store, minute, 1);
    }
    count(store, 0, 1);
    // then
    assertThat(store.open(id(0)).snapshot().events()).isEqualTo(2);
    assertThat(drained(store)).hasSize(minutes);
  }

  @Test
  void talliesExpireByTheNewestMinuteOfTheirOwnPartition() {
    // given
    TallyStore store = new TallyStore(beneath);
    count(store, 100, 1);
    count(store, 160, 1);
    store.flushCache();
    drained(store);
    // when
    store.expire(160, () -> false, urn -> 59);
    // then
    Tally expired = store.open(id(100));
    assertThat(expired.snapshot().events()).isZero();
    assertThat(store.open(id(160)).snapshot().events()).isEqualTo(1);
  }

  @Test
  void anEventDatedAheadExpiresNothing() {
    // given one event of a dataset that tolerates times a day ahead
    TallyStore store = new TallyStore(beneath);
    count(store, 100, 5);
    count(store, 100 + 24 * 60, 1);
    store.flushCache();
    drained(store);
    // when
    store.expire(101, () -> false, urn -> 120);
    // then
    assertThat(store.open(id(100)).snapshot().events()).isEqualTo(5);
  }

  @Test
  void whatHasBeenSweptIsNotSweptAgainInTheSameMinute() {
    // given
    TallyStore store = new TallyStore(beneath);
    count(store, 100, 1);
    store.flushCache();
    drained(store);
    int[] looked = {0};
    store.expire(160, () -> looked[0]++ < 0, urn -> 120);
    // when
    store.expire(160, () -> looked[0]++ < 0, urn -> 120);
    // then
    assertThat(looked[0]).isEqualTo(1);
    store.expire(161, () -> looked[0]++ < 0, urn -> 120);
    assertThat(looked[0]).isEqualTo(2);
  }

  @Test
  void aSweepThatRunsOutOfTimeGoesOnWhereItStopped() {
    // given
    TallyStore store = new TallyStore(beneath);
    for (int minute = 100; minute < 110; minute++) {
      count(store, minute, 1);
    }
    count(store, 1_000, 1);
    store.flushCache();
    drained(store);
    // when each sweep looks at three tallies
    for (int sweep = 0; sweep < 4; sweep++) {
      int[] looked = {0};
      store.expire(1_000, () -> looked[0]++ == 3, urn -> 60);
    }
    // then
    for (int minute = 100; minute < 110; minute++) {
      assertThat(store.open(id(minute)).snapshot().events()).isZero();
    }
  }

  @Test
  void theClockOfAPartitionGoesOnWhereItWasAtTheLastCommit() {
    // given
    TallyStore store = new TallyStore(beneath);
    PartitionClock.State committed = clock(4);
    store.clock(SOURCE);
    beneath.put(Bytes.wrap(PartitionClockCodec.key(SOURCE)), PartitionClockCodec.encode(committed));
    store.clearCache();
    // when
    PartitionClock clock = store.clock(SOURCE);
    // then
    assertThat(clock.state()).isEqualTo(committed);
    assertThat(store.clock(SOURCE)).isSameAs(clock);
    assertThat(store.clock(new SourcePartition("raw.orders.events", 4)).state())
        .isEqualTo(new PartitionClock().state());
  }

  private static PartitionClock.State clock(int records) {
    return new PartitionClock.State(17, LongStream.range(0, records).boxed().toList());
  }

  @Test
  void positionsGoOnWhereATopicIsCreatedAgain() {
    // given
    TallyStore store = new TallyStore(beneath);
    store.begins(SOURCE, store.origin(SOURCE).of("first", 1_000));
    store.reaches(SOURCE, 41);
    // when
    store.flushCache();
    Origin again = new TallyStore(beneath).origin(SOURCE).of("second", 2_000);
    // then
    assertThat(again.topicId()).isEqualTo("second");
    assertThat(again.base()).isGreaterThan(41);
    assertThat(again.createdAgainAtMs()).isEqualTo(2_000);
  }

  @Property
  void noPositionIsUsedTwiceHoweverOftenATopicIsCreatedAgain(
      @ForAll List<@LongRange(min = 0, max = 5_000_000) Long> lastOffsets) {
    Origin origin = Origin.UNKNOWN;
    long last = -1;
    for (int i = 0; i < lastOffsets.size(); i++) {
      origin = origin.of("id-" + i, i);
      assertThat(origin.base()).isGreaterThan(last);
      last = origin.base() + lastOffsets.get(i);
      origin = origin.reaching(last);
    }
  }

  @Test
  void aTopicWhoseIdIsNotKnownIsTakenForTheOneBefore() {
    // given
    Origin known = Origin.UNKNOWN.of("first", 1_000).reaching(41);
    // when
    Origin unknown = known.of("", 2_000);
    // then
    assertThat(unknown).isEqualTo(known);
  }
}
