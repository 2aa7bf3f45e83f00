package io.signalfactory.stream.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.event.PartitionClock;
import io.signalfactory.tally.SourcePartition;
import io.signalfactory.tally.Tally;
import io.signalfactory.testkit.Golden;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The bytes of what ENFORCE and UNIQUE store and report, which outlive a release. */
class ReportFormatsTest {

  private static final SourcePartition SOURCE = new SourcePartition("raw.orders.events", 2);
  private static final String URN = "urn:dp:orders:created";
  private static final long MINUTE = 29_543_660;

  private static final SignalInput PARTIAL =
      new SignalInput.Partial(SOURCE, MINUTE, new Tally().snapshot());

  private static final SignalInput PROGRESS =
      new SignalInput.Progress(SOURCE, 17, false, 1_772_619_601_700L, 1_772_619_603_000L);

  private static final SignalInput PROGRESS_OF_A_TOPIC_CREATED_AGAIN =
      new SignalInput.Progress(
          SOURCE, 17, false, 1_772_619_601_700L, 1_772_619_603_000L, 1_772_619_540_000L);

  private static final TallyId TALLY_ID = new TallyId(MINUTE, SOURCE, URN);

  private static final PartitionClock.State CLOCK =
      new PartitionClock.State(1_772_619_600_000L, List.of(1_772_619_601_700L, 1_772_619_601_250L));

  private static final List<TallyId> UNREPORTED =
      List.of(
          TALLY_ID,
          new TallyId(MINUTE - 1, SOURCE, URN),
          new TallyId(MINUTE, new SourcePartition("by-key/raw.orders.events", 0), URN));

  private static final Map<SourcePartition, Long> NEWEST_MINUTES =
      new TreeMap<>(
          Map.of(SOURCE, MINUTE, new SourcePartition("raw.payments.events", 2), MINUTE - 5));

  private static final Map<SourcePartition, Origin> ORIGINS =
      new TreeMap<>(
          Map.of(
              SOURCE,
              new Origin("4L6g3nShT-eMCtK--X86sw", 1 << 20, 1_772_619_601_700L, 2 << 20),
              new SourcePartition("raw.payments.events", 2),
              new Origin("mDvBjPWrS2iVbYxVnVp1Fw", 0, Long.MIN_VALUE, 1 << 20)));

  @TestFactory
  Stream<DynamicTest> keepsItsFormats() {
    return Stream.of(
            Golden.format("tally-key.hex", TALLY_ID, TallyId::toBytes, TallyId::fromBytes),
            Golden.format(
                "partial-1-tally-2.hex", PARTIAL, SignalInputSerde::write, SignalInputSerde::read),
            Golden.earlier("partial-1.hex", PARTIAL, SignalInputSerde::read),
            Golden.format(
                "progress-3.hex", PROGRESS, SignalInputSerde::write, SignalInputSerde::read),
            Golden.format(
                "progress-4.hex",
                PROGRESS_OF_A_TOPIC_CREATED_AGAIN,
                SignalInputSerde::write,
                SignalInputSerde::read),
            Golden.format(
                "unreported-tallies-v1.hex",
                UNREPORTED,
                TallyIndex::writeUnreported,
                TallyIndex::readUnreported),
            Golden.format(
                "partition-clock-v1.hex",
                CLOCK,
                PartitionClockCodec::encode,
                PartitionClockCodec::decode),
            Golden.earlier("unreported-tallies-v0.hex", UNREPORTED, TallyIndex::readUnreported),
            Golden.format(
                "newest-minutes-v1.hex",
                NEWEST_MINUTES,
                TallyIndex::writeNewestMinutes,
                TallyIndex::readNewestMinutes),
            Golden.format(
                "origins-v1.hex", ORIGINS, TallyIndex::writeOrigins, TallyIndex::readOrigins),
            Golden.earlier("newest-minutes-v0.hex", NEWEST_MINUTES, TallyIndex::readNewestMinutes))
        .flatMap(row -> row);
  }

  @Test
  void theClockOfAPartitionKeepsItsKey() {
    assertThat(PartitionClockCodec.key(SOURCE)).isEqualTo(Golden.bytes("partition-clock-key.hex"));
  }

  @Test
  void aDatasetStaysWithItsPartition() {
    assertThat(Stream.of(URN, "urn:dp:orders:cancelled", "urn:dp:payments:captured"))
        .extracting(urn -> DatasetPartitioner.partition(urn, 4))
        .isEqualTo(List.of(2, 3, 2));
  }
}
