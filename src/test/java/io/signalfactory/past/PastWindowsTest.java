package io.signalfactory.past;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import io.signalfactory.tally.Counts;
import io.signalfactory.tally.RuleTotals;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PastWindowsTest {

  /** Noon of 6 March 2026. */
  private static final long NOON = 492_444;

  private static final WorstStates OK = WorstStates.of(Signal.FRESHNESS, State.OK);

  private final SortedMap<Long, Counted> minutes = new TreeMap<>();
  private final SortedMap<Long, HourTrack> tracks = new TreeMap<>();
  private final SortedMap<Long, RollupHour> rollups = new TreeMap<>();
  private long minutesFrom = (NOON - 49) * 60;
  private @Nullable ObservedSpan observed =
      new ObservedSpan(startOf(NOON - 500), startOf(NOON - 1));

  private static Instant startOf(long hour) {
    return Instant.ofEpochSecond(hour * 3_600);
  }

  private static Counted events(long events) {
    return new Counted(new Counts(events, 1, 0, 0, 0), RuleTotals.NONE);
  }

  private PastWindows windows(long fromHour, long toHour, int step) {
    return PastWindows.of(
        new WindowSpan(fromHour * 60, toHour * 60, step),
        new StoredPast(
            minutes,
            minutesFrom,
            tracks,
            rollups,
            observed,
            rollups.isEmpty() ? null : rollups.firstKey(),
            rollups.isEmpty() ? null : rollups.firstKey()));
  }

  private static HourTrack track(long countedThroughMs, int upToMinute, int staleness) {
    int[] seconds = new int[60];
    int[] stale = new int[60];
    int[] worst = new int[60];
    for (int i = 0; i < 60; i++) {
      seconds[i] = i < upToMinute ? 60 : 0;
      stale[i] = i < upToMinute ? staleness : -1;
      worst[i] = i < upToMinute ? OK.code() : 0;
    }
    return HourTrack.of(countedThroughMs, seconds, stale, worst, new long[60]);
  }

  @Test
  void hoursGoByRollUpsAndTheRunningOneByMinutes() {
    // given
    rollups.put(
        NOON - 2,
        new RollupHour(
            new HourCount(events(40), new Counts(3, 1, 0, 0, 0), new Usual(41, 30, 50)),
            new Judged(3_590, 12, OK)));
    minutes.put((NOON - 2) * 60, events(7_777));
    minutes.put((NOON - 1) * 60 + 5, events(4));
    minutes.put((NOON - 1) * 60 + 6, events(5));
    tracks.put(NOON - 1, track(startOf(NOON).minusSeconds(1_800).toEpochMilli(), 30, 25));

    // when
    PastWindows windows = windows(NOON - 3, NOON, 60);

    // then
    PastWindow empty = windows.windows().get(0);
    assertThat(empty.counted()).isEqualTo(Counted.NOTHING);
    assertThat(empty.countedSeconds()).isEqualTo(3_600);
    assertThat(empty.isCounted()).isTrue();
    PastWindow closed = windows.windows().get(1);
    assertThat(closed.counted()).isEqualTo(events(40));
    assertThat(closed.late()).isEqualTo(new Counts(3, 1, 0, 0, 0));
    assertThat(closed.judged()).isEqualTo(new Judged(3_590, 12, OK));
    PastWindow running = windows.windows().get(2);
    assertThat(running.counted().counts().events()).isEqualTo(9);
    assertThat(running.countedSeconds()).isEqualTo(1_800);
    assertThat(running.judged()).isEqualTo(new Judged(1_800, 25, OK));
    assertThat(windows.usual()).containsOnlyKeys(NOON - 2);
  }

  @Test
  void aDayIsTheSumOfItsHours() {
    // given
    for (long hour = NOON - 12; hour < NOON + 12; hour++) {
      rollups.put(
          hour,
          new RollupHour(
              HourCount.closed(events(10), null), new Judged(3_600, (int) (hour % 24), OK)));
    }
    observed = new ObservedSpan(startOf(NOON - 500), startOf(NOON + 12));

    // when
    PastWindows windows = windows(NOON - 12, NOON + 12, 1_440);

    // then
    PastWindow day = windows.windows().get(0);
    assertThat(day.counted().counts()).isEqualTo(new Counts(240, 24, 0, 0, 0));
    assertThat(day.countedSeconds()).isEqualTo(86_400);
    assertThat(day.judged()).isEqualTo(new Judged(86_400, 23, OK));
  }

  @Test
  void minutesKnowNothingOfWhatHasExpired() {
    // given
    minutesFrom = (NOON - 1) * 60;
    minutes.put((NOON - 1) * 60 + 1, events(4));
    tracks.put(NOON - 1, track(startOf(NOON).toEpochMilli(), 60, 5).withLate(1, 2));

    // when
    PastWindows windows = windows(NOON - 2, NOON, 1);

    // then
    assertThat(windows.windows().get(59).isCounted()).isFalse();
    assertThat(windows.windows().get(60).isCounted()).isTrue();
    assertThat(windows.windows().get(61).counted().counts().events()).isEqualTo(4);
    assertThat(windows.windows().get(61).late().events()).isEqualTo(2);
    assertThat(windows.windows().get(61).judged()).isEqualTo(new Judged(60, 5, OK));
    assertThat(windows.countedFrom()).isEqualTo(startOf(NOON - 1));
  }

  @Test
  void anHourWithoutARollUpGoesByItsMinutes() {
    // given: it was closed before roll-ups were kept
    minutes.put((NOON - 5) * 60, events(4));

    // when
    PastWindows windows = windows(NOON - 5, NOON - 4, 60);

    // then
    assertThat(windows.windows().get(0).counted()).isEqualTo(events(4));
    assertThat(windows.windows().get(0).countedSeconds()).isEqualTo(3_600);
    assertThat(windows.judgedFrom()).isNull();
  }

  @Test
  void anHourBeforeMinutesWithoutARollUpIsNotKnown() {
    // when
    PastWindow window = windows(NOON - 60, NOON - 59, 60).windows().get(0);

    // then
    assertThat(window.isCounted()).isFalse();
  }

  @Test
  void theHourInWhichADatasetBecameKnownIsCountedInPart() {
    // given
    observed = new ObservedSpan(startOf(NOON - 1).minusSeconds(900), startOf(NOON - 1));
    rollups.put(NOON - 2, new RollupHour(HourCount.closed(events(4), null), null));

    // when
    PastWindows windows = windows(NOON - 2, NOON - 1, 60);

    // then
    assertThat(windows.windows().get(0).countedSeconds()).isEqualTo(900);
    assertThat(windows.countedFrom()).isEqualTo(startOf(NOON - 1).minusSeconds(900));
  }

  @Test
  void aDatasetThatWasNeverObservedHasNoCounts() {
    // given
    observed = null;

    // when
    PastWindows windows = windows(NOON - 2, NOON, 60);

    // then
    assertThat(windows.windows()).allMatch(window -> !window.isCounted());
    assertThat(windows.countedFrom()).isNull();
  }
}
