package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.signal.ObserverProgress;
import io.signalfactory.stream.enforce.ProgressReporter;
import io.signalfactory.stream.kafka.RawPartitions;
import io.signalfactory.stream.kafka.TopicSizes;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.stream.signals.ProgressBoard;
import io.signalfactory.tally.SourcePartition;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ENFORCE says of how far it has read, and what SIGNALS concludes. */
class ProgressTest {

  private static final SourcePartition SOURCE = new SourcePartition("raw.orders.events", 0);
  private static final long NOW = 1_800_000_000_000L;

  private OptionalLong lag = OptionalLong.of(0);

  private final RawPartitions partitions =
      new RawPartitions() {
        @Override
        public OptionalLong lag(SourcePartition source) {
          return lag;
        }

        @Override
        public Set<SourcePartition> readBy(TaskId task) {
          return Set.of();
        }

        @Override
        public OptionalInt countOf(String topic) {
          return OptionalInt.of(3);
        }
      };

  @Nested
  class Reporter {

    private final ProgressReporter reporter = new ProgressReporter(partitions);

    private List<SignalInput.Progress> due(long nowMs) {
      return reporter.due(Set.of(SOURCE), nowMs);
    }

    @Test
    void aPartitionWithoutLagIsCaughtUp() {
      // given no lag
      // when
      List<SignalInput.Progress> due = due(NOW);
      // then it is said at once, and up to when as soon as there is a look before this one
      assertThat(due)
          .containsExactly(new SignalInput.Progress(SOURCE, 0, true, Long.MIN_VALUE, NOW));
      assertThat(due(NOW + 1_000))
          .containsExactly(new SignalInput.Progress(SOURCE, 0, true, NOW - 1_000, NOW + 1_000));
    }

    @Test
    void aLookAfterAStallDoesNotVouchForTheTimeOfTheStall() {
      // given a thread that is held up for a minute after its last fetch
      due(NOW);
      due(NOW + 1_000);
      // when
      List<SignalInput.Progress> due = due(NOW + 61_000);
      // then
      assertThat(due).extracting(SignalInput.Progress::readPastMs).containsExactly(NOW);
    }

    @Test
    void aPartitionWhoseLagIsNotKnownYetIsNotCaughtUp() {
      // given
      lag = OptionalLong.empty();
      // when
      List<SignalInput.Progress> due = due(NOW);
      // then
      assertThat(due)
          .containsExactly(new SignalInput.Progress(SOURCE, -1, false, Long.MIN_VALUE, NOW));
    }

    @Test
    void aPartitionThatIsReadAsFastAsItFillsIsCaughtUpWhateverStillWaits() {
      // given a partition where 500 records wait at every look, and 1,000 a second are read
      lag = OptionalLong.of(500);
      SignalInput.Progress last = null;
      // when
      for (int second = 0; second <= 10; second++) {
        reporter.readThrough(SOURCE, 1_000L * second);
        for (SignalInput.Progress progress : due(NOW + 1_000L * second)) {
          last = progress;
        }
      }
      // then
      assertThat(last).isNotNull();
      assertThat(last.caughtUp()).isTrue();
    }

    @Test
    void aPartitionThatIsNotFetchedAnyMoreIsBehindWhateverItWasBefore() {
      // given one that was read to its end
      reporter.readThrough(SOURCE, 999);
      due(NOW);
      // when records wait and none is read
      lag = OptionalLong.of(5_000);
      SignalInput.Progress last = null;
      for (int second = 1; second <= 20; second++) {
        for (SignalInput.Progress progress : due(NOW + 1_000L * second)) {
          last = progress;
        }
      }
      // then
      assertThat(last).isNotNull();
      assertThat(last.caughtUp()).isFalse();
    }

    @Test
    void aRestartOverABacklogIsBehindThoughItBeginsAtAHighOffset() {
      // given a look at the backlog before its first record is read
      lag = OptionalLong.of(50_000);
      SignalInput.Progress last = due(NOW).get(0);
      // when it is read from offset 1,000,000 on, 1,000 a second
      for (int second = 1; second <= 20; second++) {
        lag = OptionalLong.of(50_000 - 1_000L * second);
        reporter.readThrough(SOURCE, 1_000_000 + 1_000L * second);
        for (SignalInput.Progress progress : due(NOW + 1_000L * second)) {
          last = progress;
          assertThat(last.caughtUp()).isFalse();
        }
      }
      // then
      assertThat(last.reportedAtMs()).isGreaterThan(NOW);
    }

    @Test
    void aBacklogIsBehindWhateverItsRecordsSayOfTheirAge() {
      // given a backlog of a million that is read 1,000 a second
      SignalInput.Progress last = null;
      // when
      for (int second = 0; second <= 20; second++) {
        lag = OptionalLong.of(1_000_000 - 1_000L * second);
        reporter.readThrough(SOURCE, 1_000L * second);
        for (SignalInput.Progress progress : due(NOW + 1_000L * second)) {
          last = progress;
        }
      }
      // then
      assertThat(last).isNotNull();
      assertThat(last.caughtUp()).isFalse();
    }

    @Test
    void aBacklogIsReadPastTheTimeAtWhichItsEndWasSeenAndNoFurther() {
      // given 10,000 records at the first look, of which 100 a second are read, while 50 arrive
      SignalInput.Progress last = null;
      long firstReadPast = Long.MIN_VALUE;
      // when
      for (int second = 0; second <= 150; second++) {
        lag = OptionalLong.of(10_000 - 50L * second);
        reporter.readThrough(SOURCE, 100L * second - 1);
        for (SignalInput.Progress progress : due(NOW + 1_000L * second)) {
          last = progress;
          if (firstReadPast == Long.MIN_VALUE) {
            firstReadPast = progress.readPastMs();
          }
        }
      }
      // then the end as it was at the first look is reached after 100 s, that of 100 s at 150 s
      assertThat(firstReadPast).isEqualTo(NOW - 1_000);
      assertThat(last).isNotNull();
      assertThat(last.readPastMs()).isBetween(NOW + 85_000, NOW + 98_000);
      assertThat(last.caughtUp()).isFalse();
    }

    @Test
    void nothingNewIsReportedEveryThreeSecondsAndNewsAtOnce() {
      // given
      due(NOW - 1_000);
      due(NOW);
      // when
      List<SignalInput.Progress> unchanged = due(NOW + 2_999);
      List<SignalInput.Progress> again = due(NOW + 3_000);
      lag = OptionalLong.empty();
      List<SignalInput.Progress> changed = due(NOW + 3_001);
      // then
      assertThat(unchanged).isEmpty();
      assertThat(again).hasSize(1);
      assertThat(changed).hasSize(1);
    }
  }

  @Nested
  class Board {

    @TempDir private Path folder;
    private KeyValueStore<String, byte[]> store;
    private OptionalInt size = OptionalInt.of(1);
    private final TopicSizes sizes = topic -> size;

    @BeforeEach
    void open() {
      store =
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore("progress"), Serdes.String(), Serdes.ByteArray())
              .withLoggingDisabled()
              .build();
      MockProcessorContext<Void, Void> context =
          new MockProcessorContext<>(
              new Properties(), new TaskId(1, 0), new File(folder.toString()));
      store.init(context.getStateStoreContext(), store);
    }

    private SignalInput.Progress progress(int partition, long lag, long atMs) {
      return new SignalInput.Progress(
          new SourcePartition(SOURCE.topic(), partition),
          lag,
          lag == 0,
          lag == 0 ? atMs - 5_000 : Long.MIN_VALUE,
          atMs);
    }

    private ObserverProgress of(ProgressBoard board, long nowMs) {
      return board.of(Set.of(SOURCE.topic()), nowMs);
    }

    @Test
    void aTopicThatIsThereAndThatNobodyReportsIsBehindForAsLongAsNobodyDoes() {
      // given
      ProgressBoard board = new ProgressBoard(store, sizes, NOW, 1_000);
      // when
      ObserverProgress early = of(board, NOW + 16_000);
      ObserverProgress late = of(board, NOW + 17_000);
      // then
      assertThat(early)
          .isEqualTo(new ObserverProgress.Behind("raw.orders.events-0 is about to be read"));
      assertThat(late)
          .isEqualTo(
              new ObserverProgress.Behind(
                  "raw.orders.events-0 has not been read yet; does raw.topic.pattern match it?"));
    }

    @Test
    void aTopicThatDoesNotExistIsSilent() {
      // given
      size = OptionalInt.of(0);
      ProgressBoard board = new ProgressBoard(store, sizes, NOW, 1_000);
      board.accept(progress(0, 500, NOW));
      // when
      ObserverProgress progress = of(board, NOW);
      long readPast = board.readPastMs(Set.of(SOURCE.topic()), NOW);
      // then
      assertThat(progress).isEqualTo(ObserverProgress.CAUGHT_UP);
      assertThat(readPast).isEqualTo(NOW);
    }

    @Test
    void aTopicOfWhichNothingIsKnownYetIsBehind() {
      // given
      size = OptionalInt.empty();
      ProgressBoard board = new ProgressBoard(store, sizes, NOW, 1_000);
      // when
      ObserverProgress progress = of(board, NOW);
      long readPast = board.readPastMs(Set.of(SOURCE.topic()), NOW);
      // then
      assertThat(progress).isInstanceOf(ObserverProgress.Behind.class);
      assertThat(readPast).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aBacklogIsBehindAndItsReasonNamesThePartition() {
      // given
      ProgressBoard board = new ProgressBoard(store, sizes, NOW, 1_000);
      board.accept(progress(0, 500, NOW));
      // when
      ObserverProgress progress = of(board, NOW);
      // then
      assertThat(progress)
          .isEqualTo(
              new ObserverProgress.Behind("raw.orders.events-0 has 500 records still to be read"));
    }

    @Test
    void aPartitionThatWasKnownBeforeARestartIsBehindUntilItReportsAgain() {
      // given
      new ProgressBoard(store, sizes, NOW, 1_000).accept(progress(0, 0, NOW));
      long restart = NOW + 60_000;
      ProgressBoard restarted = new ProgressBoard(store, sizes, restart, 1_000);
      // when
      ObserverProgress before = of(restarted, restart);
      restarted.accept(progress(0, 0, restart));
      ObserverProgress after = of(restarted, restart);
      // then
      assertThat(before).isInstanceOf(ObserverProgress.Behind.class);
      assertThat(after).isEqualTo(ObserverProgress.CAUGHT_UP);
    }

    @Test
    void aPartitionThatNobodyReadsIsBehindForAsLongAsNobodyDoes() {
      // given
      ProgressBoard board = new ProgressBoard(store, sizes, NOW, 1_000);
      board.accept(progress(0, 0, NOW));
      // when
      ObserverProgress muchLater = of(board, NOW + 86_400_000);
      // then
      assertThat(muchLater)
          .isEqualTo(
              new ObserverProgress.Behind("raw.orders.events-0 has not been read for 86400 s"));
    }

    @Test
    void aPartitionThatANewerTopicOfTheNameDoesNotHaveStopsToMatter() {
      // given one that was never read to its end
      size = OptionalInt.of(2);
      ProgressBoard board = new ProgressBoard(store, sizes, NOW, 1_000);
      board.accept(progress(0, 0, NOW));
      board.accept(progress(1, 500, NOW));
      // when
      size = OptionalInt.of(1);
      board.accept(progress(0, 0, NOW + 1_000));
      // then
      assertThat(of(board, NOW + 1_000)).isEqualTo(ObserverProgress.CAUGHT_UP);
    }

    @Test
    void aPartitionThatExistsAndThatNobodyHasReportedYetIsBehind() {
      // given two of three partitions, read to their ends
      size = OptionalInt.of(3);
      ProgressBoard board = new ProgressBoard(store, sizes, NOW, 1_000);
      board.accept(progress(0, 0, NOW + 60_000));
      board.accept(progress(2, 0, NOW + 60_000));
      // when
      ObserverProgress before = of(board, NOW + 60_000);
      long readPastBefore = board.readPastMs(Set.of(SOURCE.topic()), NOW + 60_000);
      board.accept(progress(1, 0, NOW + 60_000));
      ObserverProgress after = of(board, NOW + 60_000);
      long readPastAfter = board.readPastMs(Set.of(SOURCE.topic()), NOW + 60_000);
      // then
      assertThat(before)
          .isEqualTo(
              new ObserverProgress.Behind(
                  "raw.orders.events-1 has not been read yet; does raw.topic.pattern match it?"));
      assertThat(readPastBefore).isEqualTo(Long.MIN_VALUE);
      assertThat(after).isEqualTo(ObserverProgress.CAUGHT_UP);
      assertThat(readPastAfter).isEqualTo(NOW + 55_000);
    }

    @Test
    void aTopicIsReadPastNoMoreThanItsSlowestPartition() {
      // given
      size = OptionalInt.of(2);
      ProgressBoard board = new ProgressBoard(store, sizes, NOW, 1_000);
      board.accept(progress(0, 0, NOW + 90_000));
      board.accept(progress(1, 0, NOW + 30_000));
      // when
      long readPast = board.readPastMs(Set.of(SOURCE.topic()), NOW + 90_000);
      // then
      assertThat(readPast).isEqualTo(NOW + 25_000);
    }
  }
}
