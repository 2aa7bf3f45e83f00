package io.signalfactory.stream.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.codec.CodecException;
import io.signalfactory.gate.RuleResults;
import io.signalfactory.tally.Observation;
import io.signalfactory.tally.SourcePartition;
import io.signalfactory.tally.Tally;
import io.signalfactory.tally.TallySnapshot;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

/** The bytes of keys, stores and the repartition topic. */
class WireFormatTest {

  private static final SourcePartition SOURCE = new SourcePartition("raw.orders.events", 3);

  @Test
  void aPartialIsReadAsItWasWritten() {
    // given
    Tally tally = new Tally();
    tally.add(
        new Observation(
            7,
            1,
            2,
            false,
            true,
            new RuleResults(List.of("r"), List.of(0), List.of()),
            "svc",
            "v1",
            0,
            List.of(),
            null));
    SignalInput partial = new SignalInput.Partial(SOURCE, 29_000_000, tally.snapshot());
    // when
    SignalInput read = SignalInputSerde.read(SignalInputSerde.write(partial));
    // then
    assertThat(read).isEqualTo(partial);
  }

  @Test
  void aProgressReportIsReadAsItWasWritten() {
    // given
    SignalInput progress =
        new SignalInput.Progress(SOURCE, -1, false, 1_799_999_999_000L, 1_800_000_000_000L);
    // when
    SignalInput read = SignalInputSerde.read(SignalInputSerde.write(progress));
    // then
    assertThat(read).isEqualTo(progress);
  }

  @Test
  void aKindFromAnotherReleaseIsRefusedWithWhatToDo() {
    // given
    byte[] bytes = SignalInputSerde.write(new SignalInput.Progress(SOURCE, 0, true, 0, 0));
    bytes[0] = (byte) 200;
    // when / then
    assertThatThrownBy(() -> SignalInputSerde.read(bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("kind 200")
        .hasMessageContaining("run the release that wrote it");
  }

  @Property
  void aRecordThatIsCutIsRefused(@ForAll @IntRange(max = 60) int cut) {
    byte[] whole =
        SignalInputSerde.write(
            new SignalInput.Partial(
                SOURCE, 29_000_000, TallySnapshot.ofCount(41, 42, 1_000, 2_000)));
    byte[] bytes = Arrays.copyOf(whole, Math.min(cut, whole.length - 1));

    assertThatThrownBy(() -> SignalInputSerde.read(bytes))
        .isInstanceOfAny(SerializationException.class, CodecException.class)
        .hasMessageContaining("damaged");
  }

  @Property
  void tallyKeysReadBackAndSortByMinute(
      @ForAll long left, @ForAll long right, @ForAll @StringLength(max = 20) String urn) {
    TallyId first = new TallyId(left, SOURCE, urn.replace("\uD800", ""));
    TallyId second = new TallyId(right, SOURCE, first.datasetUrn());

    int order = Bytes.wrap(first.toBytes()).compareTo(Bytes.wrap(second.toBytes()));

    assertThat(Integer.signum(order)).isEqualTo(Long.compare(left, right));
    assertThat(TallyId.fromBytes(first.toBytes()).minute()).isEqualTo(left);
    assertThat(TallyId.fromBytes(first.toBytes()).source()).isEqualTo(SOURCE);
  }

  /** Kafka's documented default: murmur2 of the key, sign bit off, modulo the partitions. */
  @Property
  void aDatasetIsWhereKafkasDefaultPartitionerPutsItsKey(
      @ForAll @StringLength(min = 1, max = 40) String urn,
      @ForAll @IntRange(min = 1, max = 64) int partitions) {
    byte[] key = urn.getBytes(java.nio.charset.StandardCharsets.UTF_8);

    int partition = DatasetPartitioner.partition(urn, partitions);

    assertThat(partition).isEqualTo(Utils.toPositive(Utils.murmur2(key)) % partitions);
  }
}
