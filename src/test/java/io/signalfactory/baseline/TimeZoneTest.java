package io.signalfactory.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Slos.AnomalyDetection;
import io.signalfactory.contract.Slos.Seasonality;
import io.signalfactory.contract.Slos.Sensitivity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts that follow a city's clock, which is changed. */
class TimeZoneTest {

  private static final int WEEK = 7 * 24;
  private static final int WEEKS_BEFORE = 6;

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-29, DAILY",
    "Europe/Berlin, 2026-10-25, DAILY",
    "Europe/Berlin, 2026-10-25, WEEKLY",
    "America/New_York, 2026-03-08, WEEKLY",
    "America/New_York, 2026-11-01, DAILY",
    "Australia/Sydney, 2026-04-05, DAILY",
    "Australia/Sydney, 2026-10-04, DAILY",
    "Australia/Adelaide, 2026-04-05, DAILY",
    "Australia/Lord_Howe, 2026-04-05, DAILY",
    "Australia/Lord_Howe, 2026-10-04, WEEKLY",
    "America/Santiago, 2026-09-06, DAILY",
    "Asia/Kathmandu, 2026-05-04, DAILY",
  })
  void theWeekAfterAChangeOfTheClockIsAsUsual(
      String zone, LocalDate change, Seasonality seasonality) {
    assertThat(unusualQuarters(zone, change, how(seasonality, zone))).isZero();
  }

  @ParameterizedTest
  @CsvSource({"Europe/Berlin, 2026-03-29", "Australia/Sydney, 2026-10-04"})
  void byAnotherClockItWouldNotBe(String zone, LocalDate change) {
    assertThat(unusualQuarters(zone, change, how(Seasonality.DAILY, "UTC"))).isGreaterThan(10);
  }

  @Test
  void anHourThatTheClockRepeatsHasTheMeanOfBoth() {
    // given the hours from 02:00 to 03:00, twice on that day
    LocalDate day = LocalDate.of(2026, 10, 25);
    long now = hour(LocalDateTime.of(2026, 10, 26, 2, 0), ZoneOffset.ofHours(1));
    HourHistory history = new HourHistory(now);
    history.put(hour(day.atTime(2, 0), ZoneOffset.ofHours(2)), even(400));
    history.put(hour(day.atTime(2, 0), ZoneOffset.ofHours(1)), even(800));
    // when
    LocalHours hours = LocalHours.before(history, how(Seasonality.DAILY, "Europe/Berlin"));
    // then
    assertThat(hours.through(4)[HourHistory.HOURS - 24]).isEqualTo(600);
    assertThat(hours.through(1)[HourHistory.HOURS - 24]).isEqualTo(150);
  }

  @Test
  void anHourThatTheClockSkipsIsNotKnown() {
    // given
    long now = hour(LocalDateTime.of(2026, 3, 30, 2, 0), ZoneOffset.ofHours(2));
    HourHistory history = new HourHistory(now);
    for (int ago = 1; ago <= HourHistory.HOURS; ago++) {
      history.put(now - ago, even(100));
    }
    // when
    LocalHours hours = LocalHours.before(history, how(Seasonality.DAILY, "Europe/Berlin"));
    // then
    assertThat(hours.through(4)[HourHistory.HOURS - 24]).isNaN();
    assertThat(hours.through(4)[HourHistory.HOURS - 23]).isEqualTo(100);
    assertThat(hours.through(4)[HourHistory.HOURS - 25]).isEqualTo(100);
  }

  @Test
  void anExceptionIsNotLearntFrom() {
    // given a holiday of the zone with hardly any event
    ZoneId zone = ZoneId.of("Pacific/Auckland");
    LocalDate holiday = LocalDate.of(2026, 6, 1);
    long now = hour(holiday.plusDays(1).atTime(11, 0), ZoneOffset.ofHours(12));
    HourHistory history = new HourHistory(now);
    for (int ago = 1; ago <= HourHistory.HOURS; ago++) {
      boolean quiet = start(now - ago).atZone(zone).toLocalDate().equals(holiday);
      history.put(now - ago, even(quiet ? 8 : 1_000));
    }
    AnomalyDetection how = with(Seasonality.DAILY, zone.getId(), holiday);
    // when
    LocalHours hours = LocalHours.before(history, how);
    // then
    assertThat(hours.through(4)).doesNotContain(8);
    assertThat(HourlyBaseline.of(history, how).samples()).isEqualTo(34);
  }

  @Test
  void anExceptionIsNotJudged() {
    // given
    LocalDate holiday = LocalDate.of(2026, 6, 1);
    AnomalyDetection how = with(Seasonality.DAILY, "Asia/Kolkata", holiday);
    // when an hour that is partly in the day, and those around it
    long lastPartly =
        Math.floorDiv(
            holiday.plusDays(1).atStartOfDay(ZoneId.of("Asia/Kolkata")).toEpochSecond(), 3_600);
    HourlyBaseline inside = HourlyBaseline.of(new HourHistory(lastPartly), how);
    HourlyBaseline after = HourlyBaseline.of(new HourHistory(lastPartly + 1), how);
    // then
    assertThat(inside.isException()).isTrue();
    assertThat(inside.learning()).isTrue();
    assertThat(after.isException()).isFalse();
  }

  /** How many quarters of the hours of a week are out of their band. */
  private static int unusualQuarters(String zone, LocalDate change, AnomalyDetection how) {
    ZoneId city = ZoneId.of(zone);
    long first = Math.floorDiv(change.atStartOfDay(city).toEpochSecond(), 3_600);
    int unusual = 0;
    for (long now = first; now < first + WEEK; now++) {
      HourHistory history = new HourHistory(now);
      for (long past = first - WEEKS_BEFORE * WEEK; past < now; past++) {
        history.put(past, counts(past, city));
      }
      HourlyBaseline baseline = HourlyBaseline.of(history, how);
      assertThat(baseline.learning()).isFalse();
      for (int quarters = 1; quarters <= HourCounts.QUARTERS; quarters++) {
        long count = counts(now, city).through(quarters);
        if (baseline.through(quarters).judge(count) != Deviation.NONE) {
          unusual++;
        }
      }
    }
    return unusual;
  }

  /** The events of an hour in a city that works from eight to six, less so on Sundays. */
  private static HourCounts counts(long hour, ZoneId city) {
    long[] quarters = new long[HourCounts.QUARTERS];
    for (int i = 0; i < quarters.length; i++) {
      Instant start = start(hour).plusSeconds(900L * i);
      LocalDateTime at = LocalDateTime.ofInstant(start, city);
      double usual = at.toLocalTime().isBefore(LocalTime.of(8, 0)) || at.getHour() >= 18 ? 50 : 600;
      double day = at.getDayOfWeek().getValue() == 7 ? 0.8 : 1;
      double noise = Math.exp(0.05 * new Random(4 * hour + i).nextGaussian());
      quarters[i] = Math.round(usual * day * noise);
    }
    return new HourCounts(quarters[0], quarters[1], quarters[2], quarters[3]);
  }

  private static Instant start(long hour) {
    return Instant.ofEpochSecond(hour * 3_600);
  }

  private static long hour(LocalDateTime local, ZoneOffset offset) {
    return local.toEpochSecond(offset) / 3_600;
  }

  private static HourCounts even(long count) {
    return new HourCounts(count / 4, count / 4, count / 4, count / 4);
  }

  private static AnomalyDetection how(Seasonality seasonality, String zone) {
    return with(seasonality, zone);
  }

  private static AnomalyDetection with(
      Seasonality seasonality, String zone, LocalDate... exceptions) {
    return new AnomalyDetection(
        true, Sensitivity.MEDIUM, seasonality, ZoneId.of(zone), List.of(exceptions));
  }
}
