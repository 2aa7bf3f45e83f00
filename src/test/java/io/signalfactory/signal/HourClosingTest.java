package io.signalfactory.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.baseline.HourCounts;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class HourClosingTest {

  private static final Terms DEFAULTS = new Terms(null);
  private static final long NONE = Long.MIN_VALUE;
  private static final long LONG_AGO = ms("2026-01-01T00:00:00Z");

  @Test
  void closesAnHourOnceItsGraceHasBeenReadPast() {
    long end = ms("2026-01-14T10:00:00Z");
    long graceMs = DEFAULTS.grace().toMillis();

    Optional<HourClosing> before = due(hour(9), LONG_AGO, end + graceMs - 1);
    Optional<HourClosing> after = due(hour(9), LONG_AGO, end + graceMs);

    assertThat(before).isEmpty();
    assertThat(after).contains(new HourClosing(hourOf(9), hourOf(10), hourOf(9)));
  }

  @Test
  void closesNothingWhileNoWatermarkIsKnown() {
    assertThat(due(hour(9), LONG_AGO, NONE)).isEmpty();
  }

  @Test
  void closesAllHoursOfAnOutageTogether() {
    Optional<HourClosing> closing = due(hour(3), LONG_AGO, ms("2026-01-14T10:30:00Z"));

    assertThat(closing).contains(new HourClosing(hourOf(3), hourOf(10), hourOf(3)));
  }

  @Test
  void keepsNoHourThatBeganBeforeTheDatasetWasKnown() {
    Optional<HourClosing> closing =
        due(NONE, ms("2026-01-14T08:10:00Z"), ms("2026-01-14T10:30:00Z"));

    assertThat(closing).contains(new HourClosing(hourOf(9), hourOf(10), hourOf(8)));
  }

  @Test
  void theHourInWhichADatasetBecameKnownIsTouchedOnce() {
    // given
    long since = ms("2026-01-14T08:10:00Z");

    // when
    HourClosing before = due(NONE, since, ms("2026-01-14T08:50:00Z")).orElseThrow();
    HourClosing first = due(before.throughMs(), since, ms("2026-01-14T09:30:00Z")).orElseThrow();
    HourClosing second = due(first.throughMs(), since, ms("2026-01-14T10:30:00Z")).orElseThrow();

    // then
    assertThat(before.beganIn()).isEqualTo(before.endHour());
    assertThat(first).isEqualTo(new HourClosing(hourOf(9), hourOf(9), hourOf(8)));
    assertThat(second).isEqualTo(new HourClosing(hourOf(9), hourOf(10), hourOf(9)));
  }

  @Test
  void closesAnHourThatItCannotKeep() {
    HourClosing closing =
        due(NONE, ms("2026-01-14T09:10:00Z"), ms("2026-01-14T10:30:00Z")).orElseThrow();

    assertThat(closing.throughMs()).isEqualTo(hour(10));
    assertThat(closing.firstHour()).isEqualTo(closing.endHour());
  }

  @Test
  void keepsNoHourWhoseMinutesAreNoLongerStored() {
    long now = ms("2026-01-20T10:30:00Z");

    HourClosing closing = due(hour(9), LONG_AGO, now).orElseThrow();

    long stored = closing.endHour() - closing.firstHour();
    assertThat(stored).isEqualTo(DEFAULTS.minutesRetained() / 60);
  }

  @Test
  void countsAnHourByItsQuarters() {
    HourCounts counts =
        HourClosing.count(hourOf(9), (from, to) -> (from - hourOf(9) * 60) + to - from);

    assertThat(counts).isEqualTo(new HourCounts(15, 30, 45, 60));
  }

  @Property
  void neverClosesAnHourTwice(
      @ForAll @LongRange(min = 0, max = 100_000_000_000L) long first,
      @ForAll @LongRange(min = 0, max = 100_000_000L) long later) {
    HourClosing closing = due(NONE, LONG_AGO, LONG_AGO + first).orElseThrow();

    Optional<HourClosing> next = due(closing.throughMs(), LONG_AGO, LONG_AGO + first + later);

    next.ifPresent(
        following -> {
          assertThat(following.firstHour()).isGreaterThanOrEqualTo(closing.endHour());
          assertThat(following.throughMs()).isGreaterThan(closing.throughMs());
        });
    if (later >= 3_600_000) {
      assertThat(next).isPresent();
    }
  }

  private static Optional<HourClosing> due(
      long closedThroughMs, long observedSinceMs, long readPastMs) {
    return HourClosing.due(closedThroughMs, observedSinceMs, DEFAULTS, readPastMs);
  }

  private static long hourOf(int hourOfDay) {
    return hour(hourOfDay) / 3_600_000;
  }

  private static long hour(int hourOfDay) {
    return ms("2026-01-14T00:00:00Z") + hourOfDay * 3_600_000L;
  }

  private static long ms(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
