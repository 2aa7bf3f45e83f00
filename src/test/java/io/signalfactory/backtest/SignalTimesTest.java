package io.signalfactory.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Measure;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignalTimesTest {

  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
  private static final SignalKey KEY = new SignalKey("urn:dp:orders:created", Signal.VOLUME, null);

  private final SignalTimes times = new SignalTimes();

  @Test
  void aStateLastsUntilTheNextIsPublished() {
    // given
    published(State.UNKNOWN, 0);
    published(State.OK, 10);
    published(State.OK, 70);
    published(State.CRITICAL, 100);
    // when
    SignalSummary summary = summary(130);
    // then
    assertThat(summary.times())
        .isEqualTo(
            Map.of(
                State.UNKNOWN, Duration.ofSeconds(10),
                State.OK, Duration.ofSeconds(90),
                State.CRITICAL, Duration.ofSeconds(30),
                State.WARNING, Duration.ZERO));
  }

  @Test
  void aClearedSignalHasNoState() {
    // given
    published(State.OK, 0);
    times.cleared(KEY.text(), START.plusSeconds(5));
    // when
    SignalSummary summary = summary(100);
    // then
    assertThat(summary.times()).containsEntry(State.OK, Duration.ofSeconds(5));
  }

  @Test
  void breachesAreCountedOnceAndTheLongestIsKept() {
    // given
    breach(Breach.Status.OPEN, 10, null);
    breach(Breach.Status.UPDATED, 10, null);
    breach(Breach.Status.RESOLVED, 10, 40);
    breach(Breach.Status.OPEN, 50, null);
    breach(Breach.Status.RESOLVED, 50, 60);
    // when
    SignalSummary summary = summary(100);
    // then
    assertThat(summary.breaches()).isEqualTo(2);
    assertThat(summary.firstOpenedAt()).isEqualTo(START.plusSeconds(10));
    assertThat(summary.longest()).isEqualTo(Duration.ofSeconds(30));
    assertThat(summary.open()).isFalse();
  }

  @Test
  void anUnresolvedBreachLastsUntilTheEnd() {
    // given
    breach(Breach.Status.OPEN, 10, null);
    // when
    SignalSummary summary = summary(100);
    // then
    assertThat(summary.longest()).isEqualTo(Duration.ofSeconds(90));
    assertThat(summary.open()).isTrue();
  }

  private SignalSummary summary(long second) {
    return times.until(START.plusSeconds(second)).get(0);
  }

  private void published(State state, long second) {
    Instant now = START.plusSeconds(second);
    times.state(
        new SignalState(
            KEY,
            state,
            new Measure(1.0, Measure.Unit.EVENTS),
            null,
            null,
            now,
            now,
            null,
            "reason",
            Map.of()));
  }

  private void breach(Breach.Status status, long opened, @Nullable Integer resolved) {
    times.breach(
        new Breach(
            "brc-" + opened,
            status,
            State.CRITICAL,
            KEY,
            null,
            null,
            null,
            new Measure(1.0, Measure.Unit.EVENTS),
            null,
            null,
            START.plusSeconds(opened),
            START.plusSeconds(opened),
            START.plusSeconds(opened),
            resolved == null ? null : START.plusSeconds(resolved),
            "summary",
            List.of(),
            List.of()));
  }
}
