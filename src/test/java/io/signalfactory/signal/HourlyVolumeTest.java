package io.signalfactory.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HourlyVolumeTest {

  private static final Instant NINE = Instant.parse("2026-01-14T09:00:00Z");
  private static final Instant TEN = Instant.parse("2026-01-14T10:00:00Z");
  private static final ObservedSpan CLOSED = new ObservedSpan(NINE, TEN);

  private final Terms terms = Scenario.with(Scenario.volume(100L, 1_000L, 60)).view().terms();

  private State judged(long events, ObservedSpan observed) {
    return HourlyVolume.judge(NINE, events, terms, observed);
  }

  @Test
  void missesALimitOnlyBeyondIt() {
    assertThat(judged(99, CLOSED)).isEqualTo(State.CRITICAL);
    assertThat(judged(100, CLOSED)).isEqualTo(State.OK);
    assertThat(judged(1_000, CLOSED)).isEqualTo(State.OK);
    assertThat(judged(1_001, CLOSED)).isEqualTo(State.CRITICAL);
  }

  @Test
  void isUnknownUntilTheHourIsClosed() {
    assertThat(judged(0, new ObservedSpan(NINE, null))).isEqualTo(State.UNKNOWN);
    assertThat(judged(0, new ObservedSpan(NINE, TEN.minusMillis(1)))).isEqualTo(State.UNKNOWN);
  }

  @Test
  void isUnknownForAnHourThatWasObservedInPart() {
    assertThat(judged(0, new ObservedSpan(NINE.plusMillis(1), TEN))).isEqualTo(State.UNKNOWN);
  }

  @Test
  void isOkIfThereIsNoLimit() {
    assertThat(HourlyVolume.judge(NINE, 0, new Terms(null), CLOSED)).isEqualTo(State.OK);
  }
}
