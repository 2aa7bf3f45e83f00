package io.signalfactory.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.tally.Cause;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.Sample;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BreachStoryTest {

  private static final Instant OPENED = Instant.parse("2026-03-02T12:31:07Z");

  private static Breach breach(
      Breach.Status status, State severity, @Nullable String version, String summary) {
    return new Breach(
        "brc-1",
        status,
        severity,
        new SignalKey("urn:dp:orders:created", Signal.COMPLIANCE, null),
        "orders-team",
        1,
        "3",
        new Measure(0.8, Measure.Unit.RATIO),
        null,
        null,
        OPENED,
        OPENED.plusSeconds(10),
        OPENED.plusSeconds(70),
        status == Breach.Status.RESOLVED ? OPENED.plusSeconds(60) : null,
        summary,
        version == null ? List.of() : List.of(cause(version)),
        List.of());
  }

  private static Cause cause(String version) {
    return new Cause(
        new CauseKey("orders-svc", version, "G4", "MISSING_REQUIRED_FIELD", "customer_id", null),
        912,
        0.97,
        OPENED,
        new Sample("raw.orders.events", 3, 1_042, "evd-1", null));
  }

  private static List<String> whys(Transition... transitions) {
    return BreachStory.of(List.of(transitions)).transitions().stream()
        .map(BreachStory.Told::why)
        .toList();
  }

  @Test
  void saysOfEachTransitionWhyItCame() {
    // when
    List<String> whys =
        whys(
            new Transition(1, breach(Breach.Status.OPEN, State.WARNING, null, "few passed")),
            new Transition(2, breach(Breach.Status.UPDATED, State.CRITICAL, "v3", "fewer")),
            new Transition(3, breach(Breach.Status.UPDATED, State.CRITICAL, "v4", "fewer")),
            new Transition(4, breach(Breach.Status.UPDATED, State.WARNING, "v4", "more")),
            new Transition(
                5,
                breach(
                    Breach.Status.RESOLVED,
                    State.WARNING,
                    "v4",
                    "resolved after 1 min: 99.1 % of events passed")));

    // then
    assertThat(whys)
        .containsExactly(
            "opened as WARNING: the limit is missed since 12:31:07 UTC",
            "severity rose from WARNING to CRITICAL; leading cause is now known:"
                + " orders-svc v3 MISSING_REQUIRED_FIELD customer_id",
            "leading cause is now orders-svc v4 MISSING_REQUIRED_FIELD customer_id, was"
                + " orders-svc v3 MISSING_REQUIRED_FIELD customer_id",
            "severity fell from CRITICAL to WARNING",
            "99.1 % of events passed");
  }

  @Test
  void countsTheTransitionsThatAreNoLongerKept() {
    // when
    BreachStory story =
        BreachStory.of(
            List.of(
                new Transition(1, breach(Breach.Status.OPEN, State.WARNING, null, "few")),
                new Transition(5, breach(Breach.Status.UPDATED, State.CRITICAL, null, "few")),
                new Transition(6, breach(Breach.Status.UPDATED, State.WARNING, null, "few"))));

    // then
    assertThat(story.leftOut()).isEqualTo(3);
    assertThat(story.fromTheStart()).isTrue();
    assertThat(story.latest().severity()).isEqualTo(State.WARNING);
  }

  @Test
  void saysThatTheBeginningIsNotKept() {
    // when
    BreachStory story =
        BreachStory.of(
            List.of(new Transition(1, breach(Breach.Status.UPDATED, State.CRITICAL, "v3", "few"))));

    // then
    assertThat(story.fromTheStart()).isFalse();
    assertThat(story.transitions().get(0).why()).endsWith("what was before is not kept");
  }
}
