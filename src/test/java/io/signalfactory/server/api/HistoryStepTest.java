package io.signalfactory.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryStepTest {

  @ParameterizedTest
  @CsvSource({"1m, 1", "90m, 90", "1h, 60", "24h, 1440", "1d, 1440", "PT1H30M, 90", "PT60S, 1"})
  void readsWholeMinutesUpToADay(String text, int minutes) {
    // when / then
    assertThat(HistoryStep.parse(text)).contains(new HistoryStep(minutes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0m", "25h", "2d", "60s", "PT90S", "PT-5M", "-5m", "5", "m", "1.5h"})
  void readsNothingElse(String text) {
    // when / then
    assertThat(HistoryStep.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1440, 60, 24", "1441, 60, 25", "86400, 60, 1440"})
  void findsTheShortestStepThatIsLongEnough(long spanMinutes, int windows, int minutes) {
    // when / then
    assertThat(HistoryStep.forWindows(spanMinutes, windows)).contains(new HistoryStep(minutes));
  }

  @ParameterizedTest
  @CsvSource({"86401, 60", "5258000000, 1499"})
  void findsNoStepLongerThanADay(long spanMinutes, int windows) {
    // when / then
    assertThat(HistoryStep.forWindows(spanMinutes, windows)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "59, 0, 60", "60, 60, 60", "-1, -60, 0", "-60, -60, -60"})
  void alignsMinutesToTheEpoch(long minute, long floor, long ceiling) {
    // when / then
    assertThat(HistoryStep.HOUR.floor(minute)).isEqualTo(floor);
    assertThat(HistoryStep.HOUR.ceiling(minute)).isEqualTo(ceiling);
  }
}
