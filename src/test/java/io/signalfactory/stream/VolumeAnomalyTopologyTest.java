package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.signals.StoredSignals;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volume against its own history, on the real topology over days of a driven clock. */
class VolumeAnomalyTopologyTest {

  private static final String URN = "urn:dp:orders:created";
  private static final String TOPIC = "raw.orders.events";
  private static final String CONTRACT =
      """
      apiVersion: odcs/v1
      kind: DataContract
      metadata: {name: orders.created, version: "3", owner: orders-team, tier: 1}
      spec:
        dataset:
          urn: "urn:dp:orders:created"
          topic: raw.orders.events
        fields:
          required:
            - {name: event_time, type: timestamp}
        slos:
          volume: {anomalyDetection: {enabled: true, seasonality: daily}}
      """;

  @TempDir private Path stateDir;
  private TopologyHarness harness;

  @BeforeEach
  void start() {
    harness = new TopologyHarness(stateDir);
    harness.contract(URN, CONTRACT);
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  /** Twelve an hour at night and thirty-six by day, spread evenly. */
  private static int usualInAQuarter(Instant at) {
    long hour = at.getEpochSecond() / 3_600 % 24;
    return hour >= 8 && hour < 20 ? 9 : 3;
  }

  /** Lets time pass with so many times the usual traffic. */
  private void traffic(Duration duration, double share) {
    for (long minute = 0; minute < duration.toMinutes(); minute += 15) {
      long events = Math.round(usualInAQuarter(harness.now()) * share);
      for (int i = 0; i < events; i++) {
        event(harness.now());
      }
      // The clock's steps are coarse, as days have to pass; a tick is due after each.
      harness.leap(Duration.ofMinutes(15));
    }
  }

  private void event(Instant eventTime) {
    harness.raw(TOPIC, "{\"event_time\":\"" + eventTime + "\"}");
  }

  private SignalState volume() {
    return harness.state(URN + "|volume");
  }

  @SuppressWarnings("unchecked") // details are what JSON holds
  private Map<String, Object> baseline() {
    return (Map<String, Object>) volume().details().get("baseline");
  }

  private List<Breach> volumeBreaches() {
    return harness.breaches().stream()
        .filter(breach -> breach.key().signal() == Signal.VOLUME)
        .toList();
  }

  @Test
  void saysHowMuchItHasLearntBeforeItJudges() {
    // given
    traffic(Duration.ofDays(4), 1);
    // when nothing comes any more
    traffic(Duration.ofHours(3), 0);
    // then
    assertThat(volume().state()).isEqualTo(State.OK);
    assertThat(volume().reason())
        .endsWith("learning: 4 of 7 samples, judged by the static limits alone");
    assertThat(baseline()).containsEntry("learning", true).containsEntry("samples", 4L);
  }

  @Test
  void silenceIsABreachWithinTheHourAndEndsWithIt() {
    // given
    traffic(Duration.ofDays(8), 1);
    assertThat(volume().state()).isEqualTo(State.OK);
    assertThat(volumeBreaches()).isEmpty();
    Instant silentSince = harness.now();
    // when
    traffic(Duration.ofMinutes(45), 0);
    // then
    assertThat(volumeBreaches())
        .singleElement()
        .satisfies(
            breach -> {
              assertThat(breach.status()).isEqualTo(Breach.Status.OPEN);
              assertThat(breach.detectedAt()).isBefore(silentSince.plus(Duration.ofMinutes(47)));
              assertThat(breach.observed().value()).isZero();
              assertThat(breach.threshold().minimum()).isPositive();
              assertThat(breach.summary())
                  .startsWith("0 events this hour by ")
                  .endsWith(" on other days");
            });
    traffic(Duration.ofMinutes(15), 0);
    traffic(Duration.ofHours(2), 1);
    assertThat(volumeBreaches())
        .last()
        .extracting(Breach::status)
        .isEqualTo(Breach.Status.RESOLVED);
  }

  @Test
  void tooManyAreABreachAsSoonAsTheyCannotBeUsualByTheQuarter() {
    // given
    traffic(Duration.ofDays(8), 1);
    // when
    traffic(Duration.ofMinutes(45), 4);
    // then
    assertThat(volumeBreaches())
        .first()
        .satisfies(
            breach -> {
              assertThat(breach.status()).isEqualTo(Breach.Status.OPEN);
              assertThat(breach.summary()).contains(" so far this hour, at most ");
              assertThat(breach.observed().value()).isGreaterThan(breach.threshold().maximum());
            });
  }

  @Test
  void lateEventsAmendTheHourTheyBelongTo() {
    // given a day's hour that came short, and that is compared with
    traffic(Duration.ofDays(8), 1);
    traffic(Duration.ofHours(2), 0);
    Instant short0 = harness.now().minus(Duration.ofHours(2));
    // when
    long before = hours(short0);
    event(short0.plus(Duration.ofMinutes(20)));
    event(short0.plus(Duration.ofMinutes(50)));
    harness.leap(Duration.ofSeconds(10));
    // then
    assertThat(before).isZero();
    assertThat(hours(short0)).isEqualTo(2);
  }

  private long hours(Instant hour) {
    return StoredSignals.hourBefore(
            harness.driver().getKeyValueStore(Names.HOUR_STORE),
            URN,
            hour.getEpochSecond() / 3_600 + 1)
        .orElseThrow()
        .through(4);
  }
}
