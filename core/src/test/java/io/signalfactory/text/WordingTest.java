package io.signalfactory.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

  @ParameterizedTest
  @CsvSource({
    "1, this minute",
    "2, this minute and the one before",
    "3, the last 3 minutes",
    "59, the last 59 minutes",
    "60, the last hour",
    "61, the last 61 minutes",
    "180, the last 3 hours"
  })
  void callsAWindowOfCalendarMinutesWhatItIs(int minutes, String expected) {
    assertThat(Wording.lastMinutes(minutes)).isEqualTo(expected);
  }
}
