package io.signalfactory.past;

import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import io.signalfactory.tally.CountedRule;
import io.signalfactory.tally.Counts;
import io.signalfactory.tally.RuleTotals;
import io.signalfactory.testkit.Golden;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The bytes of what is kept of the past, which outlive a release. */
class PastFormatsTest {

  private static final WorstStates ALL_OK =
      WorstStates.of(Signal.FRESHNESS, State.OK)
          .and(WorstStates.of(Signal.VOLUME, State.OK))
          .and(WorstStates.of(Signal.COMPLIANCE, State.OK))
          .and(WorstStates.of(Signal.QUALITY, State.OK));

  private static final WorstStates BAD =
      ALL_OK
          .and(WorstStates.of(Signal.FRESHNESS, State.CRITICAL))
          .and(WorstStates.of(Signal.VOLUME, State.WARNING))
          .and(WorstStates.of(Signal.QUALITY, State.UNKNOWN));

  /** Judged in minutes 0 to 2, behind in minute 3, not judged later. */
  private static HourTrack track() {
    int[] seconds = new int[60];
    int[] staleness = new int[60];
    int[] worst = new int[60];
    long[] late = new long[60];
    Arrays.fill(staleness, Judged.NO_STALENESS);
    int[] judgedSeconds = {60, 60, 45, 0};
    int[] judgedStaleness = {12, 72, 3, Judged.NO_STALENESS};
    for (int i = 0; i < judgedSeconds.length; i++) {
      seconds[i] = judgedSeconds[i];
      staleness[i] = judgedStaleness[i];
      worst[i] = (i == 1 ? BAD : ALL_OK).code();
    }
    late[17] = 312;
    return HourTrack.of(1_772_619_601_700L, seconds, staleness, worst, late);
  }

  private static RollupDay day() {
    RollupHour busy =
        new RollupHour(
            new HourCount(
                new Counted(
                    new Counts(1_000, 20, 3, 2_000, 1_990),
                    RuleTotals.of(
                        List.of(
                            new CountedRule("amount", 1_000, 10),
                            new CountedRule("größe", 1_000, 0)))),
                new Counts(12, 2, 0, 24, 24),
                new Usual(990, 800, 1_200)),
            new Judged(3_540, 72, BAD));
    RollupHour quiet =
        new RollupHour(
            HourCount.closed(
                new Counted(
                    new Counts(5, 0, 0, 5, 5),
                    RuleTotals.of(List.of(new CountedRule("amount", 5, 0)))),
                null),
            null);
    return RollupDay.NOTHING
        .with(0, count(busy))
        .with(0, Objects.requireNonNull(busy.judged()))
        .with(1, count(quiet))
        .with(23, new Judged(60, Judged.NO_STALENESS, ALL_OK));
  }

  private static HourCount count(RollupHour hour) {
    return Objects.requireNonNull(hour.count());
  }

  private static Strip strip() {
    return Strip.endingWith(492_395)
        .with(492_372, ALL_OK)
        .with(492_373, BAD)
        .with(492_394, WorstStates.of(Signal.VOLUME, State.UNKNOWN))
        .with(492_395, WorstStates.of(Signal.VOLUME, State.WARNING));
  }

  @TestFactory
  Stream<DynamicTest> keepsItsFormats() {
    return Stream.of(
            Golden.format("track-v1.hex", track(), HourTrackCodec::encode, HourTrackCodec::decode),
            Golden.format("rollup-v1.hex", day(), RollupDayCodec::encode, RollupDayCodec::decode),
            Golden.format("strip-v1.hex", strip(), StripCodec::encode, StripCodec::decode))
        .flatMap(row -> row);
  }
}
