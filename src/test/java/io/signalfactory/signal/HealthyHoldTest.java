package io.signalfactory.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.tally.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthyHoldTest {

  private static final Instant NOW = Instant.parse("2026-01-14T12:00:00Z");

  @ParameterizedTest
  @CsvSource({"1, 30", "6, 30", "12, 60", "60, 300", "1440, 300"})
  void aWindowHasToBeHealthyForATwelfthOfIt(int minutes, long seconds) {
    Window window = new Window(NOW.minus(Duration.ofMinutes(minutes)), NOW);

    Duration hold = HealthyHold.of(judgement(Signal.COMPLIANCE, Threshold.of(null, 0.95), window));

    assertThat(hold).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"5, 30", "20, 30", "30, 45", "120, 180", "86400, 300"})
  void freshnessHasToBeHealthyForLongerThanItsLimit(double limitSeconds, long seconds) {
    Threshold threshold = Threshold.of(1.0, limitSeconds);

    Duration hold = HealthyHold.of(judgement(Signal.FRESHNESS, threshold, null));

    assertThat(hold).isEqualTo(Duration.ofSeconds(seconds));
  }

  private static Judgement judgement(Signal signal, Threshold threshold, @Nullable Window window) {
    return new Judgement(
        new SignalKey("urn:dp:orders:created", signal, null),
        State.OK,
        new Measure(1.0, Measure.Unit.SECONDS),
        threshold,
        window,
        new Rationale(() -> "because", Map::of),
        NOW);
  }
}
