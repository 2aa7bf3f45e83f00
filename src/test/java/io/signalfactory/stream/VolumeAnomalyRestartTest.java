package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.Slos;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import io.signalfactory.testkit.ContractBuilder;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is usual of a dataset's hours, over the death of the task that has learnt it. */
class VolumeAnomalyRestartTest {

  private static final String URN = "urn:dp:shop:sold";
  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
  private static final int USUAL = 8;
  private static final Contract CONTRACT =
      ContractBuilder.contract(URN)
          .topic(SimulatedCluster.TOPIC)
          .required("event_time", FieldType.TIMESTAMP)
          .slos(
              new Slos(
                  null,
                  List.of(),
                  new Slos.Volume(
                      null,
                      null,
                      60,
                      new Slos.AnomalyDetection(
                          true, Slos.Sensitivity.MEDIUM, Slos.Seasonality.DAILY)),
                  null,
                  null))
          .build();

  @TempDir private Path folder;
  private SimulatedCluster cluster;

  @BeforeEach
  void start() {
    File state = folder.toFile();
    cluster = new SimulatedCluster(1, 1, true, START.toEpochMilli(), state);
    cluster.catalog().apply(CONTRACT);
    cluster.enforce(0).start();
    cluster.signals(0).start();
  }

  /** Lets time pass with so many events in each ten minutes, and commits. */
  private void traffic(Duration duration, int events) {
    for (long left = duration.toMinutes(); left > 0; left -= 10) {
      for (int i = 0; i < events; i++) {
        String event = "{\"event_time\":\"" + Instant.ofEpochMilli(cluster.nowMs()) + "\"}";
        cluster.append(
            0,
            new SimulatedCluster.RawEvent(
                cluster.nowMs(), event.getBytes(StandardCharsets.UTF_8), Map.of()));
      }
      cluster.step(cluster.nowMs() + Duration.ofMinutes(10).minusSeconds(3).toMillis());
      seconds(3);
    }
  }

  private void seconds(int count) {
    for (int i = 0; i < count; i++) {
      cluster.step(cluster.nowMs() + 1_000);
      cluster.enforce(0).commit();
      cluster.signals(0).commit();
    }
  }

  private SignalState latest() {
    return cluster.signals(0).rounds().stream()
        .flatMap(round -> round.states().stream())
        .filter(state -> state.key().text().equals(URN + "|volume"))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private List<Breach> breaches() {
    return cluster.signals(0).rounds().stream()
        .flatMap(round -> round.breaches().stream())
        .filter(breach -> breach.key().text().equals(URN + "|volume"))
        .toList();
  }

  @Test
  void aKilledTaskKnowsWhatIsUsualOnceItIsBackAndItsBreachStaysOpen() {
    // given eight days, and silence that is a breach
    traffic(Duration.ofDays(8), USUAL);
    traffic(Duration.ofMinutes(40), 0);
    SignalState before = latest();
    assertThat(before.state()).isEqualTo(State.WARNING);
    // when
    cluster.signals(0).kill();
    cluster.signals(0).start();
    traffic(Duration.ofMinutes(10), 0);
    // then
    SignalState after = latest();
    assertThat(after.state()).isEqualTo(State.WARNING);
    assertThat(after.breachId()).isEqualTo(before.breachId());
    assertThat(after.details().get("baseline")).isEqualTo(before.details().get("baseline"));
    assertThat(breaches()).extracting(Breach::status).containsOnly(Breach.Status.OPEN);
  }
}
