package io.signalfactory.past;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.jspecify.annotations.Nullable;

@Domain(PastDomain.class)
@Domain(DomainContext.Global.class)
class JudgedProperties {

  @Property
  void isPutTogetherInAnyOrder(@ForAll Judged a, @ForAll Judged b) {
    assertThat(a.and(b)).isEqualTo(b.and(a));
  }

  @Property
  void isPutTogetherInAnyGrouping(@ForAll Judged a, @ForAll Judged b, @ForAll Judged c) {
    assertThat(a.and(b).and(c)).isEqualTo(a.and(b.and(c)));
  }

  @Property
  void staysTheSameWhenNothingIsAdded(@ForAll Judged a) {
    assertThat(a.and(Judged.NOTHING)).isEqualTo(a);
    assertThat(Judged.NOTHING.and(a)).isEqualTo(a);
  }

  @Property
  void anHourIsItsMinutesInAnyOrder(@ForAll HourTrack track, @ForAll long seed) {
    // given
    List<Judged> minutes = new ArrayList<>();
    for (int i = 0; i < HourTrack.MINUTES; i++) {
      minutes.add(track.minute(i));
    }
    Collections.shuffle(minutes, new Random(seed));

    // when
    Judged whole = track.whole();

    // then
    assertThat(whole).isEqualTo(minutes.stream().reduce(Judged.NOTHING, Judged::and));
  }

  @Property
  void theWorstStateOfEachSignalIsKept(
      @ForAll WorstStates a, @ForAll WorstStates b, @ForAll Signal signal) {
    // when
    WorstStates both = a.and(b);

    // then
    assertThat(rank(both.of(signal))).isEqualTo(Math.max(rank(a.of(signal)), rank(b.of(signal))));
    assertThat(both.and(a)).isEqualTo(both);
  }

  private static int rank(@Nullable State state) {
    return state == null
        ? -1
        : List.of(State.OK, State.UNKNOWN, State.WARNING, State.CRITICAL).indexOf(state);
  }
}
