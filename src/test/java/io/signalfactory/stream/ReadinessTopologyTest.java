package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.readiness.DatasetReadiness;
import io.signalfactory.readiness.DatasetReadinessCodec;
import io.signalfactory.readiness.Domain;
import io.signalfactory.readiness.Score;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.tally.Sender;
import io.signalfactory.tally.SenderCounts;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What records do to readiness, on the real topology with a driven clock. */
class ReadinessTopologyTest {

  private static final String URN = "urn:dp:orders:created";
  private static final String TOPIC = "raw.orders.events";
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
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
            - {name: amount, type: number}
            - {name: event_time, type: timestamp}
        quality:
          rules:
            - {name: amount_positive, expression: "amount > 0"}
        slos:
          volume: {minEventsPerHour: 1}
      """;

  @TempDir private Path stateDir;
  private TopologyHarness harness;

  @BeforeEach
  void start() {
    harness = new TopologyHarness(stateDir);
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private String order(int amount) {
    return "{\"customer_id\":\"c-1\",\"amount\":%d,\"event_time\":\"%s\"}"
        .formatted(amount, harness.now());
  }

  private void send(String service, String value) {
    harness.raw(TOPIC, value, "x-obs-producer-service", service, "traceparent", TRACE);
  }

  private DatasetReadiness readiness() {
    KeyValueStore<String, byte[]> store = harness.driver().getKeyValueStore(Names.READINESS_STORE);
    return DatasetReadinessCodec.decode(store.get(URN));
  }

  @Test
  void aDatasetWhoseRecordsHaveEverythingIsReady() {
    // given
    harness.contract(URN, CONTRACT);
    for (int i = 0; i < 200; i++) {
      send("orders-svc", order(1));
      harness.advance(Duration.ofSeconds(20));
    }

    // when
    Score score = Score.of(readiness().facts()).orElseThrow();

    // then
    assertThat(score.total()).isEqualTo(100);
    assertThat(
            harness
                .registry()
                .get("signal_factory_readiness_score")
                .tag("dataset", URN)
                .gauge()
                .value())
        .isEqualTo(100);
  }

  @Test
  void countsWhatEachServiceLeavesOut() {
    // given
    harness.contract(URN, CONTRACT);

    // when
    send("orders-svc", order(1));
    send("orders-svc", order(-1));
    send("orders-svc", "{\"amount\":1}");
    harness.raw(TOPIC, order(1));
    harness.advance(Duration.ofSeconds(30));

    // then
    assertThat(readiness().senders().list())
        .containsExactly(
            new Sender(null, new SenderCounts(1, 0, 0, 0, 1, 0, 1, 1, 1, 1)),
            new Sender("orders-svc", new SenderCounts(3, 2, 3, 0, 2, 3, 3, 2, 3, 2)));
  }

  @Test
  void aDatasetWithoutContractHasOnlyWhatItsRecordsSay() {
    // given
    send("orders-svc", order(1));

    // when
    harness.advance(Duration.ofSeconds(30));

    // then
    KeyValueStore<String, byte[]> store = harness.driver().getKeyValueStore(Names.READINESS_STORE);
    Score score =
        Score.of(DatasetReadinessCodec.decode(store.get("urn:dp:orders:events")).facts())
            .orElseThrow();
    assertThat(score.domains())
        .containsEntry(Domain.IDENTITY, 100)
        .containsEntry(Domain.TIME, 100)
        .containsEntry(Domain.TRACE, 100)
        .containsEntry(Domain.CONTRACT, 0)
        .containsEntry(Domain.QUALITY, 0);
  }

  @Test
  void keepsTheLatestHourWithRecordsHoweverLongAgo() {
    // given
    harness.contract(URN, CONTRACT);
    send("orders-svc", order(1));
    harness.advance(Duration.ofMinutes(1));
    DatasetReadiness before = readiness();

    // when
    harness.advance(Duration.ofMinutes(90));

    // then
    assertThat(readiness().senders()).isEqualTo(before.senders());
    assertThat(readiness().toMinute()).isEqualTo(before.toMinute());
  }

  @Test
  void recordsOfAnHourAgoNoLongerCountOnceThereAreNewOnes() {
    // given
    harness.contract(URN, CONTRACT);
    harness.raw(TOPIC, "not JSON");
    harness.advance(Duration.ofMinutes(70));

    // when
    send("orders-svc", order(1));
    harness.advance(Duration.ofMinutes(1));

    // then
    assertThat(readiness().senders().list()).extracting(Sender::service).containsOnly("orders-svc");
  }
}
