package io.signalfactory.stream.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.signal.ObserverProgress;
import io.signalfactory.stream.kafka.TopicSizes;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.tally.SourcePartition;
import java.io.File;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressBoardTest {

  private static final SourcePartition SOURCE = new SourcePartition("raw.orders.events", 0);
  private static final long NOW = 1_800_000_000_000L;

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
        new MockProcessorContext<>(new Properties(), new TaskId(1, 0), new File(folder.toString()));
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
    ObserverProgress early = of(board, NOW + 13_000);
    ObserverProgress late = of(board, NOW + 14_000);
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

  @Test
  void knowsWhenATopicWasCreatedAgainAlsoAfterARestart() {
    // given
    size = OptionalInt.of(2);
    ProgressBoard board = new ProgressBoard(store, sizes, NOW, 1_000);
    board.accept(progress(0, 0, NOW));
    SourcePartition other = new SourcePartition(SOURCE.topic(), 1);
    board.accept(new SignalInput.Progress(other, 0, true, NOW - 5_000, NOW, NOW - 60_000));
    // when
    ProgressBoard restarted = new ProgressBoard(store, sizes, NOW + 1_000, 1_000);
    // then
    assertThat(restarted.createdAgainAtMs(Set.of(SOURCE.topic()), NOW + 1_000))
        .isEqualTo(NOW - 60_000);
    assertThat(restarted.createdAgainAtMs(Set.of("raw.payments.events"), NOW + 1_000))
        .isEqualTo(Long.MIN_VALUE);
  }
}
