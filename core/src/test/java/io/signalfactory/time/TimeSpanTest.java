package io.signalfactory.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {

  @ParameterizedTest
  @CsvSource({"30s, PT30S", "15m, PT15M", "24h, PT24H", "7d, PT168H", "0s, PT0S", "007m, PT7M"})
  void readsANumberAndItsUnit(String text, Duration expected) {
    assertThat(TimeSpan.parse(text)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "-5m", "5 m", "5M", "1.5h", "1h30m", "PT5M", "1000000000s"})
  void readsNothingElse(String text) {
    assertThat(TimeSpan.parse(text)).isEmpty();
  }

  @Test
  void readsNoUnitBelowTheSmallestThatIsAllowed() {
    assertThat(TimeSpan.parse("300s", ChronoUnit.MINUTES)).isEmpty();
    assertThat(TimeSpan.parse("5m", ChronoUnit.MINUTES)).hasValue(Duration.ofMinutes(5));
    assertThat(TimeSpan.parse("1d", ChronoUnit.MINUTES)).hasValue(Duration.ofDays(1));
    assertThat(TimeSpan.parse("5m", ChronoUnit.HOURS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PT5M, PT5M", "P1D, PT24H", "pt1h30m, PT90M", "PT-5M, PT-5M"})
  void readsDurationsOfIso8601(String text, Duration expected) {
    assertThat(TimeSpan.parseIso(text)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5m", "hour", "P1Y", "PT000000000000000000001S"})
  void readsNoOtherTextAsIso8601(String text) {
    assertThat(TimeSpan.parseIso(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PT30S, 30s", "PT90S, 90s", "PT90M, 90m", "PT48H, 2d", "PT0S, 0d", "PT1M0.9S, 1m"})
  void writesTheLargestUnitThatNeedsNoFraction(Duration duration, String expected) {
    assertThat(TimeSpan.format(duration)).isEqualTo(expected);
  }

  @Property
  void readsBackWhatItWrites(@ForAll @LongRange(min = 0, max = 999_999_999) long seconds) {
    Duration duration = Duration.ofSeconds(seconds);

    assertThat(TimeSpan.parse(TimeSpan.format(duration))).hasValue(duration);
  }
}
