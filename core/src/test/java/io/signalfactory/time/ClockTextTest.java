package io.signalfactory.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class ClockTextTest {

  private static final Instant NOW = Instant.parse("2026-01-14T00:30:00Z");

  @Test
  void showsTheDateOnlyOfAnotherDay() {
    assertThat(ClockText.seconds(Instant.parse("2026-01-14T00:00:00Z"), NOW))
        .isEqualTo("00:00:00 UTC");
    assertThat(ClockText.seconds(Instant.parse("2026-01-13T23:59:59.999Z"), NOW))
        .isEqualTo("2026-01-13 23:59:59 UTC");
  }

  @Test
  void namesTheZoneOfEveryTime() {
    assertThat(ClockText.seconds(NOW, NOW)).endsWith(" UTC");
    assertThat(ClockText.minutes(NOW, ZoneId.of("UTC"))).isEqualTo("00:30 UTC");
    assertThat(ClockText.minutes(NOW, ZoneId.of("Asia/Kolkata"))).isEqualTo("06:00 Asia/Kolkata");
  }

  @Test
  void isTheSameInEveryLocaleAndTimeZone() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));

      assertThat(ClockText.seconds(NOW, NOW)).isEqualTo("00:30:00 UTC");
      assertThat(ClockText.minutes(NOW, ZoneId.of("UTC"))).isEqualTo("00:30 UTC");
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }
}
