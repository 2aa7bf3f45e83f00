package io.signalfactory.stream.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.baseline.HourCounts;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

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

  @Test
  void refusesAnotherVersionAndDamage() {
    // given
    byte[] written = DayOfHours.EMPTY.with(23, COUNTS).toBytes();
    // when
    byte[] later = written.clone();
    later[0] = 2;
    // then
    assertThatThrownBy(() -> DayOfHours.fromBytes(later))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("format version 2");
    for (int length = 0; length < written.length; length++) {
      byte[] cut = Arrays.copyOf(written, length);
      assertThatThrownBy(() -> DayOfHours.fromBytes(cut))
          .isInstanceOf(SerializationException.class);
    }
  }
}
