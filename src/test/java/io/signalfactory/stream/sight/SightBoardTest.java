package io.signalfactory.stream.sight;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.query.Holding;
import io.signalfactory.query.Sight;
import io.signalfactory.stream.MapStore;
import io.signalfactory.testkit.SteppedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** What can be vouched for, under a clock that a test moves. */
class SightBoardTest {

  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LIMIT = SightBoard.PATIENCE.plus(COMMIT_INTERVAL.multipliedBy(2));
  private static final Duration TICK = Duration.ofMillis(500);
  private static final String ORDERS = "urn:dp:orders:created";
  private static final String PAYMENTS = "urn:dp:payments:settled";

  private final SteppedTime time = new SteppedTime(START);
  private final ClusterSight cluster = new ClusterSight(time::nanoseconds);
  private final CopyBoard copies = new CopyBoard(time::nanoseconds, true);
  private final SightBoard board =
      new SightBoard(cluster, time, COMMIT_INTERVAL, urn -> urn.equals(ORDERS) ? 0 : 1, copies);
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong otherCommits = new AtomicLong();

  private TaskSight begin(int partition, AtomicLong count) {
    return board.begin(partition, time.milliseconds(), count::get);
  }

  /** A second in which the cluster answers, all threads run, and these tasks judge and commit. */
  private void aGoodSecond(TaskSight... tasks) {
    for (TaskSight task : tasks) {
      task.ticks();
      task.roundBegins();
    }
    time.advance(TICK);
    commits.incrementAndGet();
    for (TaskSight task : tasks) {
      task.ticks();
    }
    time.advance(TICK);
    cluster.answered(cluster.askedNow());
    board.look(true, null);
  }

  private void goodSeconds(int seconds, TaskSight... tasks) {
    for (int i = 0; i < seconds; i++) {
      aGoodSecond(tasks);
    }
  }

  @Test
  void seesWhileTheTaskJudgesAndCommits() {
    // given
    TaskSight task = begin(0, commits);

    // when
    goodSeconds(90, task);

    // then
    Sight sight = board.of(ORDERS);
    assertThat(sight.blindness()).isNull();
    assertThat(sight.age()).isLessThanOrEqualTo(Duration.ofSeconds(2));
    assertThat(sight.seenAt()).isEqualTo(time.now().minus(sight.age()));
    assertThat(board.ofAll().blindness()).isNull();
    assertThat(board.blindSeconds()).isZero();
    assertThat(task.blind()).isFalse();
  }

  @Test
  void isBlindToAllOnceTheClusterDoesNotAnswerAlthoughTicksGoOn() {
    // given
    TaskSight task = begin(0, commits);
    goodSeconds(5, task);

    // when
    for (int second = 0; second < 57; second++) {
      task.ticks();
      task.roundBegins();
      commits.incrementAndGet();
      time.advance(Duration.ofSeconds(1));
      board.look(true, null);
    }

    // then
    assertThat(board.of(ORDERS).blindness()).isEqualTo("no answer from the cluster for 57 s");
    assertThat(board.ofAll().blindness()).isEqualTo("no answer from the cluster for 57 s");
    assertThat(board.blindSeconds()).isEqualTo(57.0);
    assertThat(task.blind()).isTrue();
  }

  @Test
  void isBlindOnceNoRawRecordCouldBeReadForTooLong() {
    // given
    TaskSight task = begin(0, commits);
    board.lookAtSources(null);

    // when
    for (int second = 0; second < 31; second++) {
      aGoodSecond(task);
      board.lookAtSources("the cluster has not let this instance read raw.orders");
    }

    // then: as a whole; a dataset knows itself that it lacks records
    assertThat(board.ofAll().blindness())
        .isEqualTo("the cluster has not let this instance read raw.orders for 31 s");
    assertThat(board.blindSeconds()).isEqualTo(31.0);
    assertThat(board.of(ORDERS).blindness()).isNull();
  }

  @Test
  void seesAgainAsSoonAsRawRecordsCanBeRead() {
    // given
    TaskSight task = begin(0, commits);
    board.lookAtSources(null);
    for (int second = 0; second < 31; second++) {
      aGoodSecond(task);
      board.lookAtSources("the cluster has not let this instance read raw.orders");
    }

    // when
    board.lookAtSources(null);

    // then
    assertThat(board.ofAll().blindness()).isNull();
  }

  @Test
  void blamesTheClusterAlsoWhereTheTaskWasSeenLessRecently() {
    // given
    TaskSight task = begin(0, commits);
    goodSeconds(5, task);
    time.advance(Duration.ofSeconds(2));
    cluster.answered(cluster.askedNow());

    // when
    time.advance(LIMIT.minusSeconds(1));

    // then
    assertThat(task.blind()).isTrue();
    assertThat(board.of(ORDERS).blindness()).isEqualTo("no answer from the cluster for 9 s");
  }

  @Test
  void saysWhatTheClusterRefusesWith() {
    // given
    cluster.refused("SaslAuthenticationException");

    // when
    time.advance(Duration.ofSeconds(23));

    // then
    assertThat(board.ofAll().blindness())
        .isEqualTo("no answer from the cluster for 23 s: SaslAuthenticationException");
  }

  @Test
  void aStuckTaskBlindsItsOwnDatasetsOnly() {
    // given
    TaskSight stuck = begin(0, commits);
    TaskSight other = begin(1, commits);
    goodSeconds(5, stuck, other);

    // when
    goodSeconds(33, other);

    // then
    assertThat(board.of(ORDERS).blindness())
        .isEqualTo("the SIGNALS task of this dataset has not run for 35 s");
    assertThat(board.of(PAYMENTS).blindness()).isNull();
    assertThat(stuck.blind()).isTrue();
    assertThat(other.blind()).isFalse();
    assertThat(board.ofAll().blindness()).isEqualTo("SIGNALS task 0 has not run for 35 s");
    assertThat(board.blindSeconds()).isBetween(33.0, 36.0);
  }

  @Test
  void aTaskThatJudgesButCannotCommitIsBlind() {
    // given
    TaskSight task = begin(0, otherCommits);
    goodSeconds(3, task);

    // when
    goodSeconds(28, task);

    // then
    assertThat(board.of(ORDERS).blindness()).isEqualTo("nothing could be committed for 31 s");
  }

  @Test
  void aTaskThatTakesOverVouchesForWhatItsPredecessorHadJudgedAndNoLonger() {
    // given
    long judgedUntilMs = time.milliseconds() - 3_000;

    // when
    TaskSight task = board.begin(0, judgedUntilMs, commits::get);

    // then
    assertThat(board.of(ORDERS).age()).isEqualTo(Duration.ofSeconds(3));
    assertThat(task.blind()).isFalse();
    time.advance(LIMIT.minusSeconds(3).plusMillis(1));
    assertThat(task.blind()).isTrue();
  }

  @Test
  void statesOfALongOutageAreNotShownBeforeTheyAreJudgedAnew() {
    // given
    TaskSight task = board.begin(0, time.milliseconds() - 3_600_000, commits::get);
    assertThat(task.blind()).isTrue();

    // when
    goodSeconds(3, task);

    // then
    assertThat(board.of(ORDERS).blindness()).isNull();
  }

  @Test
  void isBlindWhileNoThreadRunsAndSaysWhatTheyDiedOf() {
    // given
    goodSeconds(4);

    // when
    for (int second = 0; second < 20; second++) {
      time.advance(Duration.ofSeconds(1));
      cluster.answered(cluster.askedNow());
      board.look(false, "stream threads died 3 times within 10 minutes");
    }

    // then
    assertThat(board.ofAll().blindness())
        .isEqualTo(
            "the stream threads have not all been running for 20 s: stream threads died 3 times"
                + " within 10 minutes");
    assertThat(board.blindSeconds()).isEqualTo(20.0);
  }

  @Test
  void isBlindDuringAFirstStartInWhichNothingIsSeen() {
    // when
    time.advance(Duration.ofSeconds(71));

    // then
    assertThat(board.blindSeconds()).isEqualTo(71.0);
  }

  @Test
  void aTaskThatDiedIsMissedUntilTheThreadsRunWithoutIt() {
    // given
    TaskSight task = begin(0, commits);
    goodSeconds(2, task);
    task.close();

    // when
    time.advance(Duration.ofSeconds(15));
    cluster.answered(cluster.askedNow());
    double whileItsThreadIsReplaced = board.blindSeconds();
    board.look(true, null);

    // then
    assertThat(whileItsThreadIsReplaced).isGreaterThan(15);
    assertThat(board.blindSeconds()).isZero();
  }

  @Test
  void aTopologyWithoutAClusterIsNeverBlind() {
    // given
    TaskSight task = SightBoard.withoutCluster().begin(0, 0, commits::get);

    // when / then
    assertThat(task.blind()).isFalse();
  }

  /**
   * Whatever happens second by second, nothing is shown that was judged longer ago than the limit,
   * or not confirmed since.
   */
  @Property
  void neverShowsWhatIsOlderThanTheLimit(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 15) Integer> seconds) {
    SteppedTime clock = new SteppedTime(START);
    ClusterSight answers = new ClusterSight(clock::nanoseconds);
    SightBoard sights =
        new SightBoard(
            answers, clock, COMMIT_INTERVAL, urn -> 0, new CopyBoard(clock::nanoseconds, true));
    AtomicLong count = new AtomicLong();
    TaskSight task = sights.begin(0, clock.milliseconds(), count::get);
    Instant answered = clock.now();
    Instant confirmed = clock.now();
    Instant judgedSince = null;
    Instant round = null;
    for (int second : seconds) {
      boolean ticks = (second & 1) != 0;
      boolean commits = (second & 2) != 0;
      boolean answersNow = (second & 4) != 0;
      if (ticks) {
        task.ticks();
        task.roundBegins();
        judgedSince = round;
        round = clock.now();
      }
      if (commits) {
        count.incrementAndGet();
        if (judgedSince != null) {
          confirmed = judgedSince;
        }
      }
      clock.advance(Duration.ofSeconds((second & 8) != 0 ? 4 : 1));
      if (answersNow) {
        answers.answered(answers.askedNow());
        answered = clock.now();
      }
      Instant vouchedFor = answered.isBefore(confirmed) ? answered : confirmed;
      Duration atLeast = Duration.between(vouchedFor, clock.now());

      Sight sight = sights.of(ORDERS);

      assertThat(sight.age()).isGreaterThanOrEqualTo(atLeast);
      assertThat(sight.blindness() != null)
          .isEqualTo(sight.age().compareTo(LIMIT) > 0)
          .isEqualTo(task.blind());
    }
  }

  /** A look at the copies of partition 0 as Kafka Streams tells it: what is judged is complete. */
  private void aLook(long askedAt, long end) {
    copies.looked(askedAt, Map.of(0, Map.of("states", new CopyBoard.Reach(end, end))));
  }

  @Test
  void whatATaskLeavesBehindIsNoCopyHoweverCompleteItLooked() {
    // given
    TaskSight task = begin(0, commits);
    goodSeconds(2, task);
    aLook(copies.now(), 10);
    goodSeconds(1, task);
    aLook(copies.now(), 20);
    long askedWhileJudged = copies.now();

    // when
    task.close();

    // then
    assertThat(board.here(0)).isEqualTo(Holding.NONE);
    aLook(askedWhileJudged, 30);
    assertThat(board.here(0)).isEqualTo(Holding.NONE);
  }

  @Test
  void aCopyThatFollowsATaskCountsOnceItHasBeenSeenToGrow() {
    // given
    TaskSight task = begin(0, commits);
    goodSeconds(2, task);
    task.close();
    goodSeconds(1);
    aLook(copies.now(), 10);
    goodSeconds(1);

    // when
    aLook(copies.now(), 20);

    // then
    assertThat(board.here(0)).isEqualTo(Holding.COPY);
  }

  @Test
  void aTaskThatIsClosedAfterItsSuccessorHasBegunTakesNothingFromIt() {
    // given
    TaskSight before = begin(0, commits);
    TaskSight after = begin(0, commits);
    before.close();

    // when
    goodSeconds(1, after);
    aLook(copies.now(), 10);
    goodSeconds(1, after);
    aLook(copies.now(), 20);

    // then
    assertThat(board.here(0)).isEqualTo(Holding.ACTIVE);
    after.close();
    assertThat(board.here(0)).isEqualTo(Holding.NONE);
  }

  @Test
  void aStateIsShownOnceItsCommitIsConfirmed() {
    // given
    MapStore<String> states = new MapStore<>("states");
    KeyValueStore<String, byte[]> written = begin(0, commits).noting(states);
    written.put(ORDERS, new byte[] {1});
    commits.incrementAndGet();

    // when
    written.put(ORDERS, new byte[] {2});

    // then
    assertThat(board.confirmed(0, "states", states).get(ORDERS)).containsExactly(1);
    commits.incrementAndGet();
    assertThat(board.confirmed(0, "states", states).get(ORDERS)).containsExactly(2);
  }

  @Test
  void whatATaskHadBeforeIsForgottenWithTheTask() {
    // given
    MapStore<String> states = new MapStore<>("states");
    TaskSight task = begin(0, commits);
    task.noting(states).put(ORDERS, new byte[] {1});

    // when
    task.close();

    // then
    assertThat(board.confirmed(0, "states", states).get(ORDERS)).containsExactly(1);
  }

  @Test
  void anotherStoreOfTheTaskIsShownAsItIs() {
    // given
    MapStore<String> minutes = new MapStore<>("minutes");
    begin(0, commits).noting(new MapStore<>("states")).put(ORDERS, new byte[] {1});

    // when
    minutes.put(ORDERS, new byte[] {2});

    // then
    assertThat(board.confirmed(0, "minutes", minutes)).isSameAs(minutes);
  }
}
