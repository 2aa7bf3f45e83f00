package io.signalfactory.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PhaseTest {

  private static final long NOON = 1_768_392_000_000L;

  @Property
  void isDueOncePerInterval(
      @ForAll String urn,
      @ForAll @LongRange(min = 1, max = 600) long intervalSeconds,
      @ForAll @LongRange(min = -10_000, max = 2_000_000_000_000L) long startMs) {
    // given
    Phase phase = new Phase(urn);
    long intervalMs = intervalSeconds * 1_000;

    // when
    long turns =
        IntStream.range(0, 10)
            .filter(
                tenth ->
                    phase.isDue(
                        startMs + intervalMs * tenth / 10,
                        startMs + intervalMs * (tenth + 1) / 10,
                        intervalMs))
            .count();

    // then
    assertThat(turns).isEqualTo(1);
    assertThat(phase.isDue(startMs, startMs, intervalMs)).isFalse();
  }

  @Test
  void spreadsSimilarUrnsOverTheInterval() {
    int[] bySecond = new int[60];
    for (int i = 0; i < 6_000; i++) {
      Phase phase = new Phase("urn:dp:shop:table-" + i);
      for (int second = 0; second < 60; second++) {
        long ms = NOON + second * 1_000L;
        bySecond[second] += phase.isDue(ms, ms + 1_000, 60_000) ? 1 : 0;
      }
    }

    assertThat(IntStream.of(bySecond).min().orElseThrow()).isGreaterThan(50);
    assertThat(IntStream.of(bySecond).max().orElseThrow()).isLessThan(150);
  }
}
