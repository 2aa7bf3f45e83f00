package io.signalfactory.stream.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.baseline.HourCounts;
import io.signalfactory.codec.CodecException;
import io.signalfactory.stream.MapStore;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.testkit.Golden;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DayOfHoursTest {

  private static final HourCounts COUNTS = new HourCounts(1, 22, 333, 4_444);

  @Provide
  Arbitrary<List<HourCounts>> days() {
    Arbitrary<Long> count = Arbitraries.longs().between(0, Long.MAX_VALUE);
    return Combinators.combine(count, count, count, count)
        .as(HourCounts::new)
        .injectNull(0.3)
        .list()
        .ofSize(24);
  }

  @Property
  void comesBackAsItWasWritten(@ForAll("days") List<HourCounts> hours) {
    // given
    DayOfHours day = DayOfHours.EMPTY;
    for (int i = 0; i < 24; i++) {
      if (hours.get(i) != null) {
        day = day.with(i, hours.get(i));
      }
    }
    // when
    DayOfHours read = DayOfHours.fromBytes(day.toBytes());
    // then
    for (int i = 0; i < 24; i++) {
      assertThat(read.hour(i)).isEqualTo(hours.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hours-v1.hex", "hours-v2.hex"})
  void refusesBytesThatAreCut(String file) {
    byte[] whole = Golden.bytes(file);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> DayOfHours.fromBytes(cut))
          .isInstanceOf(CodecException.class)
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void refusesHoursThatNoDayHas() {
    assertThatThrownBy(() -> DayOfHours.fromBytes(HexFormat.of().parseHex("028080800800000000")))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("a day has no hour beyond its last");
  }

  @Test
  void refusesAnotherVersionWithWhatToDo() {
    // given
    byte[] later = DayOfHours.EMPTY.with(23, COUNTS).toBytes();
    // when
    later[0] = 3;
    // then
    assertThatThrownBy(() -> DayOfHours.fromBytes(later))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("day of hours has format version 3")
        .hasMessageContaining("reads version 1 to 2 only: run the release that wrote it");
  }

  @Test
  void aDayOfTheReleaseBeforeIsAmendedAndWrittenInTheNewVersion() {
    // given
    long hour = 20_516 * 24L;
    MapStore<Bytes> store = new MapStore<>(Names.HOUR_STORE);
    store.put(MinuteKey.of("urn:dp:a:b", 20_516), Golden.bytes("hours-v1.hex"));
    // when
    new HourStore(store).amend("urn:dp:a:b", hour, 15, 3);
    // then
    byte[] written = store.content().firstEntry().getValue();
    assertThat(written[0]).isEqualTo((byte) 2);
    assertThat(DayOfHours.fromBytes(written).hour(0)).isEqualTo(new HourCounts(1, 25, 333, 4_444));
    assertThat(DayOfHours.fromBytes(written).hour(23)).isEqualTo(new HourCounts(0, 0, 0, 0));
  }
}
