package io.signalfactory.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.deployment.Deployment;
import io.signalfactory.gate.ViolationCode;
import io.signalfactory.tally.Cause;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.Sample;
import io.signalfactory.text.Wording;
import io.signalfactory.time.ClockText;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreachSummaryTest {

  private static final Instant NOW = Instant.parse("2026-01-14T12:40:00Z");
  private static final Instant SINCE = Instant.parse("2026-01-14T12:31:07.999Z");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "MISSING_REQUIRED_FIELD, customer_id, -, leaves out customer_id",
        "NULL_REQUIRED_FIELD, customer_id, -, sends customer_id as null",
        "WRONG_TYPE, total.amount, -, sends total.amount with the wrong type",
        "UNKNOWN_FIELD, colour, -, adds colour",
        "MALFORMED_PAYLOAD, -, -, sends unreadable JSON",
        "RULE_FAILED, -, total_amount_positive, breaks rule total_amount_positive",
        "EVENT_TIME_IN_FUTURE, event_time, -, sends event times in the future",
        "UNRESOLVED_DATASET, -, -, sends records of an unknown dataset",
        "DUPLICATE, -, once, breaks rule once with duplicates",
        "DUPLICATE, -, -, sends duplicates",
        "SOMETHING_NEW, colour, -, fails with SOMETHING_NEW on colour",
        "SOMETHING_NEW, -, -, fails with SOMETHING_NEW"
      })
  void describesWhatTheServiceDoes(
      String code, @Nullable String field, @Nullable String rule, String expected) {
    CauseKey key = new CauseKey("orders-svc", "v3.18", "G4", code, field, rule);

    assertThat(summary(key, SINCE))
        .isEqualTo("too few passed: orders-svc v3.18 " + expected + " since 12:31:07 UTC");
  }

  /** The general sentence, for a code of a newer release, does not help a reader. */
  @Test
  void hasASentenceOfItsOwnForEveryCode() {
    List<String> sentences =
        Arrays.stream(ViolationCode.values())
            .map(code -> summary(new CauseKey("svc", null, "G4", code.name(), null, null), SINCE))
            .toList();

    assertThat(sentences)
        .doesNotHaveDuplicates()
        .allSatisfy(sentence -> assertThat(sentence).doesNotContain("svc fails with"));
  }

  @Test
  void namesTheServiceAsFarAsItIsKnown() {
    assertThat(summary(new CauseKey(null, null, "G4", "MALFORMED_PAYLOAD", null, null), SINCE))
        .contains(": an unknown producer sends");
    assertThat(summary(new CauseKey("svc", null, "G4", "MALFORMED_PAYLOAD", null, null), SINCE))
        .contains(": svc sends");
  }

  @Test
  void givesTheDateOfAnotherDay() {
    CauseKey key = new CauseKey("svc", "v1", "G4", "MALFORMED_PAYLOAD", null, null);

    assertThat(summary(key, Instant.parse("2026-01-13T23:59:59Z")))
        .endsWith("since 2026-01-13 23:59:59 UTC");
  }

  @Test
  void isTheSameInEveryLocaleAndTimeZone() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));

      Judgement judgement =
          Scenario.with(Scenario.volume(1_000L, null, 60))
              .minute("2026-01-14T12:30:00Z", 412, 0, null)
              .judgedAt(Signal.VOLUME, NOW.toString());

      assertThat(judgement.reason())
          .isEqualTo("412 events in the last 60 minutes, at least 1,000 expected");
      assertThat(ClockText.seconds(SINCE, NOW)).isEqualTo("12:31:07 UTC");
      assertThat(Wording.percent(0.8125, 0.95)).isEqualTo("81.2 %");
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "59, 59 s",
    "60, 1 min",
    "90, 1 min 30 s",
    "960, 16 min",
    "3600, 1 h",
    "7500, 2 h 5 min",
    "86400, 1 d",
    "273600, 3 d 4 h"
  })
  void writesSpansInTheirTwoLargestUnits(long seconds, String expected) {
    assertThat(Wording.span(Duration.ofSeconds(seconds))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "999|999",
        "1000|1,000",
        "1234567|1,234,567",
        "-1|-1",
        "-123|-123",
        "-1234|-1,234"
      })
  void groupsThousands(long number, String expected) {
    assertThat(Wording.count(number)).isEqualTo(expected);
  }

  @Test
  void namesTheNewVersionThatTheCauseCameWith() {
    CauseKey key = new CauseKey("svc", "v3.18", "G4", "MALFORMED_PAYLOAD", null, null);

    assertThat(summary(key, SINCE, SINCE.minusSeconds(59)))
        .endsWith("svc v3.18 sends unreadable JSON since v3.18 appeared at 12:30:08 UTC");
    assertThat(summary(key, SINCE, SINCE.minusSeconds(60)))
        .endsWith("sends unreadable JSON since 12:31:07 UTC, after v3.18 appeared at 12:30:07 UTC");
  }

  private static final Deployment DEPLOYMENT =
      new Deployment(
          "orders-svc",
          "v3.18",
          null,
          "production",
          Instant.parse("2026-01-14T12:30:38Z"),
          "https://ci.example.org/runs/7");

  @Test
  void namesTheDeploymentThatTheCauseCameWithRatherThanTheVersion() {
    // given
    CauseKey key =
        new CauseKey("orders-svc", "v3.18", "G4", "MISSING_REQUIRED_FIELD", "customer_id", null);
    Cause cause = new Cause(key, 5, 1, SINCE, new Sample("raw.orders", 0, 1, "evd-1", null));
    // when
    String summary =
        BreachSummary.open(
            judgement(SINCE),
            new Explanation(List.of(cause), SINCE.minusSeconds(10), DEPLOYMENT),
            NOW);
    // then
    assertThat(summary)
        .startsWith(
            "too few passed: orders-svc v3.18 leaves out customer_id since the deployment of"
                + " orders-svc v3.18 at 12:30:38 UTC");
  }

  @Test
  void namesTheDeploymentWithWhichTheEventsStopped() {
    // when
    String summary =
        BreachSummary.open(judgement(SINCE), new Explanation(List.of(), null, DEPLOYMENT), NOW);
    // then
    assertThat(summary)
        .startsWith("too few passed, since the deployment of orders-svc v3.18 at 12:30:38 UTC");
  }

  private static String summary(CauseKey key, Instant firstSeen) {
    return summary(key, firstSeen, null);
  }

  private static String summary(
      CauseKey key, Instant firstSeen, @Nullable Instant versionAppeared) {
    Cause cause = new Cause(key, 5, 1, firstSeen, new Sample("raw.orders", 0, 1, "evd-1", null));
    return BreachSummary.open(
        judgement(firstSeen), new Explanation(List.of(cause), versionAppeared), NOW);
  }

  private static Judgement judgement(Instant since) {
    return new Judgement(
        new SignalKey(Scenario.URN, Signal.COMPLIANCE, null),
        State.CRITICAL,
        new Measure(0.5, Measure.Unit.RATIO),
        Threshold.of(null, 0.95),
        null,
        new Rationale(() -> "too few passed", Map::of),
        since);
  }
}
