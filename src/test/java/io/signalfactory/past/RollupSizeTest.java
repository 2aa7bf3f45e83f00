package io.signalfactory.past;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.tally.CountedRule;
import io.signalfactory.tally.Counts;
import io.signalfactory.tally.RuleTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a dataset's past takes in the stores: bounded, whatever its contract asks for. */
class RollupSizeTest {

  private static final int MOST_RULES = 200;

  private final Random random = new Random(41);

  /** A busy hour in which some of everything happened. */
  private RollupHour hour(int rules) {
    long events = 50_000L + random.nextInt(50_000);
    List<CountedRule> counted = new ArrayList<>();
    for (int i = 0; i < rules; i++) {
      counted.add(
          new CountedRule(
              String.format(Locale.ROOT, "rule-that-has-a-name-%03d", i),
              events,
              random.nextInt(100)));
    }
    return new RollupHour(
        new HourCount(
            new Counted(
                new Counts(events, 300, 40, events * rules, events * rules - 100),
                RuleTotals.of(counted)),
            new Counts(random.nextInt(500), 3, 0, 0, 0),
            new Usual(events, events - 9_000, events + 9_000)),
        new Judged(3_600, random.nextInt(900), new WorstStates(random.nextInt(625))));
  }

  private int dayBytes(int rules) {
    RollupDay day = RollupDay.NOTHING;
    for (int i = 0; i < RollupDay.HOURS; i++) {
      RollupHour hour = hour(rules);
      day = new RollupDay(replaced(day.hours(), i, hour));
    }
    return RollupDayCodec.encode(day).length;
  }

  private static List<RollupHour> replaced(List<RollupHour> hours, int index, RollupHour hour) {
    List<RollupHour> changed = new ArrayList<>(hours);
    changed.set(index, hour);
    return changed;
  }

  /** An hour in which staleness and states jump from minute to minute. */
  private int trackBytes() {
    int[] seconds = random.ints(60, 50, 61).toArray();
    int[] staleness = random.ints(60, 0, 10_000).toArray();
    int[] worst = random.ints(60, 1, 625).toArray();
    long[] late = random.longs(60, 0, 1_000).toArray();
    return HourTrackCodec.encode(HourTrack.of(1_772_452_800_000L, seconds, staleness, worst, late))
        .length;
  }

  @Test
  void aDatasetsPastIsBounded() {
    // when
    int withFive = dayBytes(5);
    int withAll = dayBytes(MOST_RULES);
    int track = trackBytes();

    // then
    System.out.printf(
        Locale.ROOT,
        "a day of roll-ups: %d bytes with 5 rules, %d with %d; a track of an hour at its worst: %d%n",
        withFive,
        withAll,
        MOST_RULES,
        track);
    assertThat(withFive).isLessThan(2_000);
    assertThat(withAll).isLessThan(60_000);
    assertThat(track).isLessThan(800);
  }

  @Test
  void aHealthyHourTakesFewBytes() {
    // given
    Tracker tracker = new Tracker("urn:dp:orders:created");
    for (int second = 0; second < 3_600; second++) {
      tracker.judged(
          second * 1_000L, new WorstStates(156), (double) random.nextInt(3), true, second * 1_000L);
    }

    // when
    int bytes = HourTrackCodec.encode(tracker.track()).length;

    // then
    System.out.printf(Locale.ROOT, "a track of a healthy hour: %d bytes%n", bytes);
    assertThat(bytes).isLessThan(100);
  }
}
