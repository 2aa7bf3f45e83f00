package io.signalfactory.stream.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickPaceTest {

  @ParameterizedTest
  @CsvSource({"0,500", "1,500", "100,500", "101,200", "400,200", "401,50", "10000,50"})
  void ticksMoreOftenTheMoreDatasetsThereAre(int datasets, long ms) {
    assertThat(TickPace.of(datasets)).isEqualTo(Duration.ofMillis(ms));
  }
}
