package io.signalfactory.stream.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.stream.kafka.RawPartitions;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.tally.SourcePartition;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

class ProgressReporterTest {

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
    assertThat(due).containsExactly(new SignalInput.Progress(SOURCE, 0, true, Long.MIN_VALUE, NOW));
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

  @Test
  void whereATopicEndedSaysNothingOfTheOneThatWasCreatedAgain() {
    // given records that waited in the topic before
    lag = OptionalLong.of(5);
    reporter.readThrough(SOURCE, 10);
    due(NOW);
    due(NOW + 1_000);
    // when
    reporter.startsAgain(SOURCE);
    reporter.readThrough(SOURCE, 1 << 20);
    // then: reading one record of the new topic vouches for nothing
    assertThat(due(NOW + 4_000))
        .extracting(SignalInput.Progress::readPastMs)
        .containsExactly(Long.MIN_VALUE);
  }
}
