package io.signalfactory.past;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(PastDomain.class)
@Domain(DomainContext.Global.class)
class StripTest {

  private static final long HOUR = 491_000;
  private static final WorstStates OK = WorstStates.of(Signal.VOLUME, State.OK);
  private static final WorstStates WARNING = WorstStates.of(Signal.VOLUME, State.WARNING);
  private static final WorstStates CRITICAL = WorstStates.of(Signal.QUALITY, State.CRITICAL);

  @Test
  void hasOneLetterPerHourTheEarliestFirst() {
    // when
    Strip strip =
        Strip.endingWith(HOUR)
            .with(HOUR, OK)
            .with(HOUR + 1, WorstStates.of(Signal.VOLUME, State.UNKNOWN))
            .with(HOUR + 2, WARNING)
            .with(HOUR + 4, CRITICAL);

    // then
    assertThat(strip.text()).isEqualTo("...................OUW.C");
    assertThat(strip.lastHour()).isEqualTo(HOUR + 4);
  }

  @Test
  void keepsTheWorstOfAnHour() {
    // given
    Strip warned = Strip.endingWith(HOUR).with(HOUR, WARNING);

    // when
    Strip better = warned.with(HOUR, OK);

    // then
    assertThat(better).isSameAs(warned);
    assertThat(warned.with(HOUR, CRITICAL).state(23)).isEqualTo(State.CRITICAL);
  }

  @Property
  void movedOnItForgetsTheEarliestHours(
      @ForAll Strip strip, @ForAll @IntRange(max = 30) int hours) {
    // when
    Strip moved = strip.movedTo(strip.lastHour() + hours);

    // then
    String kept = strip.text().substring(Math.min(hours, Strip.HOURS));
    assertThat(moved.text()).isEqualTo(kept + ".".repeat(Strip.HOURS - kept.length()));
  }

  @Property
  void movedThereAndBackItIsTheSameButForWhatWasForgotten(
      @ForAll Strip strip, @ForAll @IntRange(max = 23) int hours) {
    // when
    Strip back = strip.movedTo(strip.lastHour() + hours).movedTo(strip.lastHour());

    // then
    assertThat(back.text()).isEqualTo(".".repeat(hours) + strip.text().substring(hours));
  }
}
