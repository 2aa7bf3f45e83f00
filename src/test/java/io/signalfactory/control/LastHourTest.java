package io.signalfactory.control;

import static io.signalfactory.testkit.ContractBuilder.contract;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.Slos;
import io.signalfactory.tally.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LastHourTest {

  private static final String URN = "urn:dp:orders:created";
  private static final Instant NOW = Instant.parse("2026-01-14T12:00:30Z");
  private static final long MINUTE = NOW.getEpochSecond() / 60;
  private static final long LONG_AGO = MINUTE - 10_000;
  private static final Contract IN_FORCE = contract(URN).version("3").build();

  /** Two hours with so many events per minute. */
  private static SortedMap<Long, Counts> steady(long events, long failed) {
    TreeMap<Long, Counts> minutes = new TreeMap<>();
    for (long minute = MINUTE - 120; minute < MINUTE; minute++) {
      minutes.put(minute, new Counts(events, failed, 0, 2 * events, 2 * events - failed));
    }
    return minutes;
  }

  private static Contract with(Slos slos) {
    return contract(URN).version("4").slos(slos).build();
  }

  private static Slos freshness(long seconds) {
    return new Slos(
        new Slos.Freshness(Duration.ofSeconds(seconds), null), List.of(), null, null, null);
  }

  private static Outlook.Limit only(Outlook outlook) {
    assertThat(outlook.limits()).hasSize(1);
    return outlook.limits().get(0);
  }

  @Test
  void aLimitBelowWhatPassedIsKept() {
    // given
    Slos slos = new Slos(null, List.of(), null, new Slos.Compliance(0.95, 60), null);
    // when
    Outlook outlook = LastHour.under(IN_FORCE, with(slos), steady(100, 4), LONG_AGO, NOW);
    // then
    assertThat(only(outlook).missedMinutes()).isZero();
    assertThat(only(outlook).sentence())
        .isEqualTo("96.0 % of events passed at the lowest, 95 % required: kept");
    assertThat(outlook.from()).isEqualTo(Instant.parse("2026-01-14T11:00:00Z"));
    assertThat(outlook.to()).isEqualTo(Instant.parse("2026-01-14T12:00:00Z"));
  }

  @Test
  void aLimitAboveWhatPassedIsMissedInEveryMinute() {
    // given
    Slos slos = new Slos(null, List.of(), null, new Slos.Compliance(0.99, 60), null);
    // when
    Outlook outlook = LastHour.under(IN_FORCE, with(slos), steady(100, 4), LONG_AGO, NOW);
    // then
    assertThat(only(outlook))
        .isEqualTo(
            new Outlook.Limit(
                "compliance",
                null,
                60,
                60,
                "96.0 % of events passed at the lowest, 99 % required: missed in 60 of 60 minutes"));
  }

  @Test
  void aShortTroubleIsCountedAsLongAsItIsInTheWindow() {
    // given: one bad minute that stays in a window of ten minutes
    SortedMap<Long, Counts> minutes = steady(100, 0);
    minutes.put(MINUTE - 30, new Counts(100, 100, 0, 0, 0));
    Slos slos = new Slos(null, List.of(), null, new Slos.Compliance(0.95, 10), null);
    // when
    Outlook outlook = LastHour.under(IN_FORCE, with(slos), minutes, LONG_AGO, NOW);
    // then
    assertThat(only(outlook).missedMinutes()).isEqualTo(10);
  }

  @Test
  void qualityIsJudgedByRuleEvaluations() {
    // given
    Slos slos = new Slos(null, List.of(), null, null, new Slos.Quality(0.99, 60));
    // when
    Outlook outlook = LastHour.under(IN_FORCE, with(slos), steady(100, 4), LONG_AGO, NOW);
    // then
    assertThat(only(outlook).sentence())
        .isEqualTo(
            "98.0 % of rule evaluations passed at the lowest, 99 % required: missed in 60 of 60"
                + " minutes");
  }

  @Test
  void volumeIsScaledToItsWindow() {
    // given
    Slos slos = new Slos(null, List.of(), new Slos.Volume(7_000L, 20_000L, 30, null), null, null);
    // when
    Outlook outlook = LastHour.under(IN_FORCE, with(slos), steady(100, 0), LONG_AGO, NOW);
    // then
    assertThat(only(outlook).sentence())
        .isEqualTo(
            "3,000 events in 30 minutes, at least 3,500 and at most 10,000 expected: missed in 60"
                + " of 60 minutes");
  }

  @Test
  void silenceIsMeasuredInWholeMinutes() {
    // given: no event for twelve minutes
    SortedMap<Long, Counts> minutes = steady(10, 0);
    minutes.subMap(MINUTE - 40, MINUTE - 28).clear();
    // when
    Outlook.Limit tight =
        only(LastHour.under(IN_FORCE, with(freshness(600)), minutes, LONG_AGO, NOW));
    Outlook.Limit loose =
        only(LastHour.under(IN_FORCE, with(freshness(720)), minutes, LONG_AGO, NOW));
    // then
    assertThat(tight.sentence())
        .isEqualTo("no event for up to 12 min, 10 min allowed: missed in 2 of 60 minutes");
    assertThat(loose.missedMinutes()).isZero();
  }

  @Test
  void limitsBelowAMinuteCannotBeTold() {
    // when
    Outlook outlook = LastHour.under(IN_FORCE, with(freshness(30)), steady(10, 0), LONG_AGO, NOW);
    // then
    assertThat(outlook.limits()).isEmpty();
    assertThat(outlook.cannotTell())
        .containsExactly(
            "whether freshness would have been kept: 30 s is less than the minutes that are"
                + " stored");
  }

  @Test
  void saysWhichPartTheCountsCannotTell() {
    // given
    Contract changed =
        contract(URN)
            .version("4")
            .required("total_amount", FieldType.NUMBER)
            .rule("positive", "total_amount > 0")
            .build();
    // when
    Outlook outlook = LastHour.under(IN_FORCE, changed, steady(10, 0), LONG_AGO, NOW);
    // then
    assertThat(outlook.cannotTell())
        .containsExactly(
            "which events would pass with the changed fields: records were judged by version 3",
            "which events would pass the changed rules: records were judged by version 3");
  }

  @Test
  void judgesNoWindowThatWasNotSeenFromItsStart() {
    // given: observed for the last hour and a quarter only
    Slos slos = new Slos(null, List.of(), new Slos.Volume(1L, null, 60, null), null, null);
    // when
    Outlook outlook = LastHour.under(IN_FORCE, with(slos), steady(10, 0), MINUTE - 75, NOW);
    // then
    assertThat(only(outlook).judgedMinutes()).isEqualTo(16);
  }

  @Test
  void saysThatNothingCanBeToldOfADatasetThatWasNeverSeen() {
    // given
    Slos slos = new Slos(null, List.of(), new Slos.Volume(1L, null, 60, null), null, null);
    // when
    Outlook outlook = LastHour.under(null, with(slos), new TreeMap<>(), MINUTE, NOW);
    // then
    assertThat(outlook.limits()).isEmpty();
    assertThat(outlook.cannotTell())
        .anyMatch(each -> each.startsWith("which events would pass: no contract was in force"))
        .anyMatch(each -> each.startsWith("whether the limit of volume would have been kept"));
  }

  @Test
  void needsAnHourAndTheLongestWindow() {
    // given
    Slos slos = new Slos(null, List.of(), new Slos.Volume(1L, null, 240, null), null, null);
    // when
    int needed = LastHour.minutesNeeded(with(slos));
    // then
    assertThat(needed).isEqualTo(300);
  }
}
