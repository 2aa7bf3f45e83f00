package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.signal.ObserverProgress;
import io.signalfactory.signal.SourcePartition;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
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

  @Nested
  class Reporter {

    private final ProgressReporter reporter = new ProgressReporter(source -> lag);

    private List<SignalInput.Progress> due(long nowMs) {
      return reporter.due(Set.of(SOURCE), nowMs);
    }

    @Test
    void aPartitionWithoutLagIsCaughtUp() {
      // given no lag
      // when
      List<SignalInput.Progress> due = due(NOW);
      // then
      assertThat(due).containsExactly(new SignalInput.Progress(SOURCE, 0, true, NOW));
    }

    @Test
    void aPartitionWhoseLagIsNotKnownYetIsNotCaughtUp() {
      // given
      lag = OptionalLong.empty();
      // when
      List<SignalInput.Progress> due = due(NOW);
      // then
      assertThat(due).containsExactly(new SignalInput.Progress(SOURCE, -1, false, NOW));
    }

    @Test
    void aPartitionThatIsReadAsFastAsItFillsIsCaughtUpWhateverStillWaits() {
      // given a partition where 500 records wait at every look, and 1,000 a second are read
      lag = OptionalLong.of(500);
      SignalInput.Progress last = null;
      // when
      for (int second = 0; second <= 10; second++) {
        reporter.read(SOURCE, 1_000L * second);
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
      reporter.read(SOURCE, 999);
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
        reporter.read(SOURCE, 1_000_000 + 1_000L * second);
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
        reporter.read(SOURCE, 1_000L * second);
        for (SignalInput.Progress progress : due(NOW + 1_000L * second)) {
          last = progress;
        }
      }
      // then
      assertThat(last).isNotNull();
      assertThat(last.caughtUp()).isFalse();
    }

    @Test
    void nothingNewIsReportedEveryFiveSecondsAndNewsAtOnce() {
      // given
      due(NOW);
      // when
      List<SignalInput.Progress> unchanged = due(NOW + 4_999);
      List<SignalInput.Progress> again = due(NOW + 5_000);
      lag = OptionalLong.empty();
      List<SignalInput.Progress> changed = due(NOW + 5_001);
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

    private ObserverProgress of(ProgressBoard board, long nowMs) {
      return board.of(Set.of(SOURCE.topic()), nowMs);
    }

    @Test
    void aTopicThatNobodyReportsIsBehindAtFirstAndSilentAfterwards() {
      // given
      ProgressBoard board = new ProgressBoard(store, NOW, 1_000);
      // when
      ObserverProgress early = of(board, NOW + 16_000);
      ObserverProgress late = of(board, NOW + 17_000);
      // then
      assertThat(early).isInstanceOf(ObserverProgress.Behind.class);
      assertThat(late).isEqualTo(ObserverProgress.CAUGHT_UP);
    }

    @Test
    void aBacklogIsBehindAndItsReasonNamesThePartition() {
      // given
      ProgressBoard board = new ProgressBoard(store, NOW, 1_000);
      board.report(new SignalInput.Progress(SOURCE, 500, false, NOW));
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
      new ProgressBoard(store, NOW, 1_000).report(new SignalInput.Progress(SOURCE, 0, true, NOW));
      long restart = NOW + 60_000;
      ProgressBoard restarted = new ProgressBoard(store, restart, 1_000);
      // when
      ObserverProgress before = of(restarted, restart);
      restarted.report(new SignalInput.Progress(SOURCE, 0, true, restart));
      ObserverProgress after = of(restarted, restart);
      // then
      assertThat(before).isInstanceOf(ObserverProgress.Behind.class);
      assertThat(after).isEqualTo(ObserverProgress.CAUGHT_UP);
    }

    @Test
    void aPartitionThatIsGoneStopsToMatterAfterAnHour() {
      // given
      ProgressBoard board = new ProgressBoard(store, NOW, 1_000);
      board.report(new SignalInput.Progress(SOURCE, 0, true, NOW));
      // when
      ObserverProgress soon = of(board, NOW + 3_600_000);
      ObserverProgress later = of(board, NOW + 3_600_001);
      // then
      assertThat(soon).isInstanceOf(ObserverProgress.Behind.class);
      assertThat(later).isEqualTo(ObserverProgress.CAUGHT_UP);
    }
  }
}
