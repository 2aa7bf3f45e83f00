package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.backtest.Backtest;
import io.signalfactory.backtest.BacktestResult;
import io.signalfactory.backtest.Watcher;
import io.signalfactory.config.Settings;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractReader;
import io.signalfactory.rule.RuleCompiler;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.stream.kafka.RawPartitions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backtest beside the same events as they happen. */
class BacktestTest {

  private static final String URN = "urn:dp:orders:created";
  private static final String TOPIC = "raw.orders.events";
  private static final String CONTRACT =
      """
      apiVersion: odcs/v1
      kind: DataContract
      metadata: {name: orders.created, version: "3", owner: orders-team, tier: 1}
      spec:
        dataset: {urn: "urn:dp:orders:created", topic: raw.orders.events}
        fields:
          required:
            - {name: customer_id, type: string}
            - {name: event_time, type: timestamp}
        slos:
          freshness: {maxDelaySeconds: 120, warningDelaySeconds: 60}
          volume: {minEventsPerHour: 300, maxEventsPerHour: 900, windowMinutes: 5}
          compliance: {minRate: 0.95, windowMinutes: 10}
      """;

  @TempDir private Path folder;

  @Test
  void saysWhatWasSaidWhenItHappened() throws Exception {
    // given what was said, of events on their way through a topology with its state on the disk
    List<String> lines = new ArrayList<>();
    List<Breach> happened;
    try (TopologyHarness harness =
        new TopologyHarness(folder.resolve("state"), RawPartitions.readAsItComes(TOPIC))) {
      harness.contract(URN, CONTRACT);
      for (int second = 0; second < 3_600; second += 10) {
        boolean silent = second >= 1_200 && second < 1_600;
        boolean broken = second >= 2_400 && second < 2_700;
        for (int i = 0; !silent && i < (second >= 3_000 ? 4 : 1); i++) {
          lines.add(event(harness, broken));
        }
        harness.advance(Duration.ofSeconds(10));
      }
      happened = harness.breaches();
    }
    Path file = Files.write(folder.resolve("history.jsonl"), lines);
    Heard heard = new Heard();
    // when
    Backtest.ofRecords(file, TOPIC, List.of(contract()), Settings::of)
        .run(TopologyHarness.START.plusSeconds(3_600), heard);
    // then
    assertThat(happened)
        .extracting(breach -> breach.key().signal())
        .contains(Signal.FRESHNESS, Signal.VOLUME, Signal.COMPLIANCE);
    assertThat(happened).extracting(Breach::status).contains(Breach.Status.RESOLVED);
    assertThat(heard.breaches).isEqualTo(happened);
  }

  @Test
  void countsSayOfTheVolumeWhatTheEventsSay() throws Exception {
    // given minutes of ten events, but for some in which there are few
    List<String> events = new ArrayList<>();
    List<String> counts = new ArrayList<>();
    for (int minute = 0; minute < 60; minute++) {
      int count = minute >= 30 && minute < 40 ? 1 : 10;
      Instant start = TopologyHarness.START.plusSeconds(60L * minute);
      counts.add(start + "," + count);
      for (int i = 0; i < count; i++) {
        events.add(
            "{\"customer_id\":\"c\",\"event_time\":\""
                + start.plusMillis(60_000L / count * i)
                + "\"}");
      }
    }
    Heard ofEvents = new Heard();
    Heard ofCounts = new Heard();
    Instant until = TopologyHarness.START.plusSeconds(3_600);
    Backtest.ofRecords(
            Files.write(folder.resolve("f.jsonl"), events),
            TOPIC,
            List.of(contract()),
            Settings::of)
        .run(until, ofEvents);
    // when
    BacktestResult result =
        Backtest.ofCounts(Files.write(folder.resolve("f.csv"), counts), contract(), Settings::of)
            .run(until, ofCounts);
    // then
    assertThat(ofCounts.breaches)
        .extracting(Breach::status)
        .containsExactly(Breach.Status.OPEN, Breach.Status.RESOLVED);
    assertThat(ofCounts.breaches)
        .isEqualTo(
            ofEvents.breaches.stream()
                .filter(breach -> breach.key().signal() == Signal.VOLUME)
                .toList());
    assertThat(result.events()).isEqualTo(events.size());
    assertThat(result.signals())
        .extracting(signal -> signal.key().signal())
        .containsExactly(Signal.VOLUME);
  }

  private String event(TopologyHarness harness, boolean broken) {
    String value =
        "{"
            + (broken ? "" : "\"customer_id\":\"c-1\",")
            + "\"event_time\":\""
            + harness.now()
            + "\"}";
    String version = broken ? "v2" : "v1";
    harness.raw(
        TOPIC, value, "x-obs-producer-service", "orders-svc", "x-obs-producer-version", version);
    return "{\"value\":"
        + value
        + ",\"timestamp\":"
        + harness.now().toEpochMilli()
        + ",\"headers\":{\"x-obs-producer-service\":\"orders-svc\",\"x-obs-producer-version\":\""
        + version
        + "\"}}";
  }

  private static Contract contract() {
    return new ContractReader(new RuleCompiler()).readOne("contract.yaml", CONTRACT).contract();
  }

  private static final class Heard implements Watcher {
    private final List<Breach> breaches = new ArrayList<>();

    @Override
    public void breach(byte[] json) {
      breaches.add(SignalJson.readBreach(json));
    }

    @Override
    public boolean at(Instant now, double share) {
      return true;
    }
  }
}
