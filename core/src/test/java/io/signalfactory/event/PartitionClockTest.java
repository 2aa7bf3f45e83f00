package io.signalfactory.event;

import static io.signalfactory.testkit.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalfactory.event.EventTime.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionClockTest {

  private static final long START = Instant.parse("2026-06-01T09:59:30Z").toEpochMilli();
  private static final long TOLERANCE = PartitionClock.TOLERANCE.toMillis();
  private static final long NONE = EventFields.NO_TIME;
  private static final long HOUR = 3_600_000;

  private PartitionClock clock = new PartitionClock();

  /** A property has one instance of its class for all tries. */
  @BeforeTry
  void startAnew() {
    clock = new PartitionClock();
  }

  @Test
  void aRecordArrivedWhenItsTimestampSays() {
    read(START - 400, START - 700, START);

    assertThat(clock.arrivalMs()).isEqualTo(START - 400);
    assertThat(clock.stamp()).isEqualTo(Stamp.PLAUSIBLE);
  }

  @Test
  void aRecordOfALongBacklogArrivedWhenItsTimestampSays() {
    read(START - 50 * HOUR, START - 51 * HOUR, START);

    assertThat(clock.arrivalMs()).isEqualTo(START - 50 * HOUR);
    assertThat(clock.stamp()).isEqualTo(Stamp.PLAUSIBLE);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, -1, Long.MIN_VALUE, 1_780_308_000, Long.MAX_VALUE, 1_780_308_000_000_000L})
  void anEventWithAnImpossibleTimestampArrivedWhenItHappened(long stamp) {
    read(stamp, START - 2_000, START);

    assertThat(clock.arrivalMs()).isEqualTo(START - 2_000);
    assertThat(clock.stamp()).isEqualTo(Stamp.IMPOSSIBLE);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1_780_308_000, Long.MAX_VALUE})
  void whereNothingIsKnownARecordArrivedWhenWeReadIt(long stamp) {
    read(stamp, NONE, START);

    assertThat(clock.arrivalMs()).isEqualTo(START);
    assertThat(clock.stamp()).isEqualTo(Stamp.IMPOSSIBLE);
  }

  @ParameterizedTest
  @CsvSource({
    "1, PLAUSIBLE",
    "300_000, PLAUSIBLE",
    "300_001, BEFORE_ITS_EVENT",
    "3_600_000, BEFORE_ITS_EVENT"
  })
  void aRecordDidNotArriveBeforeItsEvent(String behind, Stamp stamp) {
    long behindMs = Long.parseLong(behind.replace("_", ""));

    clock.read(record("{}").timestamp(START - behindMs).build(), START, 0, START);

    assertThat(clock.arrivalMs()).isEqualTo(START);
    assertThat(clock.stamp()).isEqualTo(stamp);
  }

  @ParameterizedTest
  @CsvSource({"400, 400", "1_000, 1000", "1_001, 0", "299_000, 0"})
  void aRecordDidNotArriveAfterWeReadIt(String ahead, long arrivedAfterNow) {
    long aheadMs = Long.parseLong(ahead.replace("_", ""));

    read(START + aheadMs, START + aheadMs, START);

    assertThat(clock.arrivalMs()).isEqualTo(START + arrivedAfterNow);
    assertThat(clock.stamp()).isEqualTo(Stamp.PLAUSIBLE);
  }

  @Test
  void aReplayAmongCurrentRecordsArrivedWithThem() {
    for (int i = 0; i < PartitionClock.BLOCK; i++) {
      read(START + i, START + i, START + i);
    }

    read(START - 7 * 24 * HOUR, START - 7 * 24 * HOUR, START + 1_000);

    assertThat(clock.arrivalMs()).isCloseTo(START, within((long) PartitionClock.BLOCK));
    assertThat(clock.stamp()).isEqualTo(Stamp.BEHIND_OTHERS);
  }

  @Test
  void whatABrokerStampedIsNotDoubted() {
    for (int i = 0; i < PartitionClock.BLOCK; i++) {
      read(START, START, START);
    }

    clock.read(
        record("{}").timestamp(START - HOUR).byBroker().build(), START, TOLERANCE, START + 1_000);

    assertThat(clock.arrivalMs()).isEqualTo(START - HOUR);
    assertThat(clock.stamp()).isEqualTo(Stamp.PLAUSIBLE);
  }

  @Test
  void believesTheTimesOfABacktestFromBeforeThereWasKafka() {
    long then = Instant.parse("2004-03-01T00:00:00Z").toEpochMilli();

    read(then, then - 10, then + 20);

    assertThat(clock.arrivalMs()).isEqualTo(then);
    assertThat(clock.stamp()).isEqualTo(Stamp.PLAUSIBLE);
  }

  /**
   * However the stamps of the other half are wrong, those that are right are believed to the
   * millisecond, and those that are wrong are not far off.
   */
  @Property
  void badStampsHarmNeitherTheirOwnEventsNorTheirNeighbours(@ForAll("logs") List<Sent> log) {
    for (Sent sent : log) {
      read(sent.stampMs, sent.happenedMs, sent.arrivedMs + 5);

      assertThat(clock.arrivalMs())
          .as(sent.toString())
          .isCloseTo(sent.arrivedMs, within(TOLERANCE + 5));
      if (sent.claim == Claim.RIGHT) {
        assertThat(clock.arrivalMs()).isEqualTo(sent.stampMs);
        assertThat(clock.stamp()).isEqualTo(Stamp.PLAUSIBLE);
      }
      if (sent.claim.isFarOff()) {
        assertThat(clock.stamp()).as(sent.toString()).isNotEqualTo(Stamp.PLAUSIBLE);
      }
    }
  }

  /** Whoever reads the log later, and whoever is started again in between, finds the same. */
  @Property
  void isTheSameForWhoeverReadsTheSameLogLater(
      @ForAll("logs") List<Sent> log,
      @ForAll @IntRange(min = 0, max = 1_000_000) int laterSeconds,
      @ForAll @IntRange(min = 1, max = 40) int restartEvery) {
    PartitionClock later = new PartitionClock();
    for (int i = 0; i < log.size(); i++) {
      Sent sent = log.get(i);
      if (sent.claim == Claim.AN_HOUR_AHEAD) {
        // Whether that lies ahead of our clock only the first reader can know.
        continue;
      }
      if (i % restartEvery == 0) {
        later = new PartitionClock(later.state());
      }
      read(sent.stampMs, sent.happenedMs, sent.arrivedMs + 5);
      long nowMs = sent.arrivedMs + 1_000L * laterSeconds + 5;
      later.read(record("{}").timestamp(sent.stampMs).build(), sent.happenedMs, TOLERANCE, nowMs);

      assertThat(later.arrivalMs()).as(sent.toString()).isEqualTo(clock.arrivalMs());
      assertThat(later.stamp()).isEqualTo(clock.stamp());
    }
  }

  /** Stamps ahead that have come true by the time of reading do not move their neighbours. */
  @Property
  void aMinorityOfStampsAheadDoesNotMoveTheirNeighboursInABacklog(
      @ForAll @IntRange(min = 3, max = 20) int oneIn) {
    for (int i = 0; i < 500; i++) {
      long arrived = START + i * 1_000L;
      boolean bad = i % oneIn == 0;

      read(bad ? arrived + HOUR : arrived, bad ? arrived + HOUR : arrived, START + 90 * HOUR);

      if (!bad) {
        assertThat(clock.arrivalMs()).isEqualTo(arrived);
        assertThat(clock.stamp()).isEqualTo(Stamp.PLAUSIBLE);
      }
    }
  }

  @Provide
  Arbitrary<List<Sent>> logs() {
    Arbitrary<Integer> gaps =
        Arbitraries.frequencyOf(
            Tuple.of(20, Arbitraries.integers().between(0, 2_000)),
            Tuple.of(2, Arbitraries.integers().between(0, 1_200_000)));
    Arbitrary<Claim> claims =
        Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.just(Claim.RIGHT)), Tuple.of(1, Arbitraries.of(Claim.class)));
    return Combinators.combine(gaps, claims, Arbitraries.integers().between(0, 400))
        .as(Step::new)
        .list()
        .ofMaxSize(120)
        .map(PartitionClockTest::log);
  }

  private static List<Sent> log(List<Step> steps) {
    List<Sent> log = new ArrayList<>();
    long ms = START;
    for (Step step : steps) {
      ms += step.gapMs;
      log.add(new Sent(step.claim, step.claim.stamp(ms), ms - step.lagMs, ms));
    }
    return log;
  }

  private void read(long stampMs, long ownMs, long nowMs) {
    clock.read(record("{}").timestamp(stampMs).build(), ownMs, TOLERANCE, nowMs);
  }

  private record Step(int gapMs, Claim claim, int lagMs) {}

  /** A record, and what is true of it. */
  record Sent(Claim claim, long stampMs, long happenedMs, long arrivedMs) {}

  /** What producers claim. */
  enum Claim {
    RIGHT,
    A_SECOND_BEHIND,
    AN_HOUR_BEHIND,
    LAST_WEEK,
    YEARS_BEHIND,
    AN_HOUR_AHEAD,
    YEARS_AHEAD,
    START_OF_THE_HOUR,
    ZERO,
    NOT_SET,
    SECONDS,
    MICROSECONDS,
    NANOSECONDS;

    long stamp(long ms) {
      return switch (this) {
        case RIGHT -> ms;
        case A_SECOND_BEHIND -> ms - 1_000;
        case AN_HOUR_BEHIND -> ms - HOUR;
        case LAST_WEEK -> ms - Duration.ofDays(7).toMillis();
        case YEARS_BEHIND -> ms - Duration.ofDays(1_000).toMillis();
        case AN_HOUR_AHEAD -> ms + HOUR;
        case YEARS_AHEAD -> ms + Duration.ofDays(1_000).toMillis();
        case START_OF_THE_HOUR -> ms - Math.floorMod(ms, HOUR);
        case ZERO -> 0;
        case NOT_SET -> -1;
        case SECONDS -> ms / 1_000;
        case MICROSECONDS -> ms * 1_000;
        case NANOSECONDS -> ms * 1_000_000;
      };
    }

    boolean isFarOff() {
      return this != RIGHT && this != A_SECOND_BEHIND && this != START_OF_THE_HOUR;
    }
  }
}
