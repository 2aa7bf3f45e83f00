package io.signalfactory.past;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TrackerTest {

  private static final long NOON_MS = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();
  private static final long NOON_HOUR = NOON_MS / 3_600_000;
  private static final WorstStates OK = WorstStates.of(Signal.FRESHNESS, State.OK);
  private static final WorstStates CRITICAL = WorstStates.of(Signal.FRESHNESS, State.CRITICAL);

  private final Tracker tracker = new Tracker("urn:dp:orders:created");

  private void judged(long second, WorstStates states, double staleness, boolean saw) {
    tracker.judged(NOON_MS + second * 1_000, states, staleness, saw, NOON_MS + second * 1_000);
  }

  private void judgedEverySecond(long from, long to) {
    for (long second = from; second <= to; second++) {
      judged(second, OK, (double) (second % 10), true);
    }
  }

  @Test
  void hasTheWorstOfEachMinute() {
    // when
    judgedEverySecond(0, 70);
    judged(71, CRITICAL, 900.2, true);

    // then
    Judged first = tracker.track().minute(0);
    assertThat(first).isEqualTo(new Judged(60, 9, OK));
    Judged second = tracker.track().minute(1);
    assertThat(second).isEqualTo(new Judged(11, 901, CRITICAL));
    assertThat(tracker.track().minute(2)).isEqualTo(Judged.NOTHING);
  }

  @Test
  void whatIsJudgedWhileBehindIsNotSeen() {
    // given
    judgedEverySecond(0, 9);

    // when
    for (long second = 10; second < 60; second++) {
      judged(second, WorstStates.of(Signal.FRESHNESS, State.UNKNOWN), 5_000, false);
    }

    // then
    Judged minute = tracker.track().minute(0);
    assertThat(minute.seconds()).isEqualTo(10);
    assertThat(minute.staleness()).isEqualTo(9);
    assertThat(minute.worst().of(Signal.FRESHNESS)).isEqualTo(State.UNKNOWN);
  }

  @Test
  void aLongPauseIsNotSeenAndAShortOneIs() {
    // given
    judgedEverySecond(0, 4);

    // when
    judged(14, OK, 1, true);
    judged(44, OK, 1, true);
    judged(46, OK, 1, true);

    // then
    assertThat(tracker.track().minute(0).seconds()).isEqualTo(4 + 10 + 2);
  }

  @Test
  void handsTheHourBeforeOverOnce() {
    // given
    judgedEverySecond(3_590, 3_610);

    // when
    Tracker.Ended ended = Objects.requireNonNull(tracker.takeEnded());

    // then
    assertThat(ended.hour()).isEqualTo(NOON_HOUR);
    assertThat(ended.track().minute(59).seconds()).isEqualTo(10);
    assertThat(tracker.hour()).isEqualTo(NOON_HOUR + 1);
    assertThat(tracker.track().minute(0).seconds()).isEqualTo(10);
    assertThat(tracker.takeEnded()).isNull();
  }

  @Test
  void goesOnWithWhatWasStored() {
    // given
    judgedEverySecond(0, 30);
    Tracker next = new Tracker("urn:dp:orders:created");

    // when
    next.restore(tracker.hour(), tracker.track());
    next.judged(NOON_MS + 40_000, CRITICAL, 100, true, NOON_MS + 40_000);

    // then
    assertThat(next.track().minute(0)).isEqualTo(new Judged(30, 100, CRITICAL));
  }

  @Test
  void leavesOutWhatAClockThatIsBehindSays() {
    // given
    judgedEverySecond(3_600, 3_610);

    // when
    judged(3_000, CRITICAL, 900, true);

    // then
    assertThat(tracker.hour()).isEqualTo(NOON_HOUR + 1);
    assertThat(tracker.track().whole()).isEqualTo(new Judged(10, 9, OK));
  }

  @Test
  void isDueOncePerMinute() {
    // when
    int due = 0;
    for (long second = 0; second < 600; second++) {
      due += tracker.isDue(NOON_MS + second * 1_000) ? 1 : 0;
    }

    // then
    assertThat(due).isBetween(9, 10);
  }
}
