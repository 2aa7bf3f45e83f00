package io.signalfactory.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalfactory.infer.Pace.Stamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long HOUR = Duration.ofHours(1).toMillis();

  private static Pace pace(List<Stamp> stamps) {
    return Pace.of(stamps).orElseThrow();
  }

  @Test
  void addsWhatComesInAllPartitions() {
    // given: 100 per hour in one, 50 in the other, of which only some were read
    List<Stamp> stamps = new ArrayList<>();
    for (int hour = 0; hour <= 10; hour += 5) {
      stamps.add(new Stamp(0, 7 + 100L * hour, hour * HOUR));
      stamps.add(new Stamp(1, 50L * hour, hour * HOUR));
    }
    // when
    Pace pace = pace(stamps);
    // then
    assertThat(pace.count()).isCloseTo(1_500, within(1e-6));
    assertThat(pace.hours()).contains(new Pace.Hours(150, 150));
    assertThat(pace.span()).isEqualTo(Duration.ofHours(10));
  }

  @Test
  void findsTheQuietestHourAndTheLongestQuiet() {
    // given: one per minute, but for three hours
    List<Stamp> stamps = new ArrayList<>();
    long ms = 0;
    for (int i = 0; i < 600; i++) {
      ms += i == 300 ? 3 * HOUR : 60_000;
      stamps.add(new Stamp(0, i, ms));
    }
    // when
    Pace pace = pace(stamps);
    // then
    assertThat(pace.longestQuiet(1)).isEqualTo(Duration.ofHours(3));
    assertThat(pace.longestQuiet(10)).isEqualTo(Duration.ofMinutes(3 * 60 + 9));
    assertThat(pace.hours().orElseThrow().fewest()).isZero();
    assertThat(pace.hours().orElseThrow().most()).isEqualTo(60);
  }

  @Test
  void countsABurstInOneMoment() {
    // when
    Pace pace = pace(List.of(new Stamp(0, 0, 0), new Stamp(0, 900, 0), new Stamp(0, 901, HOUR)));
    // then
    assertThat(pace.count()).isEqualTo(901);
    assertThat(pace.longestQuiet(1)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void isNotKnownOfASingleMoment() {
    assertThat(Pace.of(List.of())).isEmpty();
    assertThat(Pace.of(List.of(new Stamp(0, 0, 5), new Stamp(0, 9, 5)))).isEmpty();
    assertThat(Pace.of(List.of(new Stamp(0, 0, 5), new Stamp(1, 9, 7)))).isEmpty();
  }
}
