package io.signalfactory.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.signalfactory.server.ServerFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of Kafka's own metrics are served. */
class MetricsResourceTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  private static final Pattern KAFKAS_OWN = Pattern.compile("\\bkafka_[a-z_]+[a-z]\\b");
  private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";

  @BeforeAll
  static void register() {
    Gauge.builder("kafka.stream.client.state", () -> 2).register(SERVER.registry);
    Counter.builder("kafka.stream.failed.stream.threads").register(SERVER.registry);
    Gauge.builder("kafka.producer.batch.size.avg", () -> 7).register(SERVER.registry);
    Counter.builder("kafka.producer.record.send").register(SERVER.registry);
    Counter.builder("signal_factory.events").tag("dataset", "d").register(SERVER.registry);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker/prometheus/signal-factory.rules.yaml",
        "docker/grafana/dashboards/signal-factory.json"
      })
  void everyMetricOfAnAlertOrADashboardIsServedWithoutBeingAskedFor(String file)
      throws IOException {
    // when
    List<String> used =
        KAFKAS_OWN
            .matcher(Files.readString(Path.of(file)))
            .results()
            .map(MatchResult::group)
            .distinct()
            .toList();

    // then
    assertThat(used).allMatch(MetricsResource::isAlwaysServed);
  }

  @Test
  void leavesOutWhatNobodyHasAskedFor() {
    // when
    String text = SERVER.get("/metrics").body();

    // then
    assertThat(text)
        .contains("kafka_stream_client_state 2.0\n")
        .contains("kafka_stream_failed_stream_threads_total 0.0\n")
        .contains("signal_factory_events_total{dataset=\"d\"} 0.0\n")
        .contains("jvm_threads_live_threads ")
        .doesNotContain("kafka_producer");
  }

  @Test
  void servesEverythingOnDemand() {
    // when
    String text = SERVER.get("/metrics?kafka=all").body();

    // then
    assertThat(text)
        .contains("kafka_stream_client_state 2.0\n")
        .contains("kafka_producer_batch_size_avg 7.0\n")
        .contains("kafka_producer_record_send_total 0.0\n");
  }

  @Test
  void choosesTheSameInOpenMetrics() {
    // when
    String few = SERVER.get("/metrics", "Accept", OPEN_METRICS).body();
    String all = SERVER.get("/metrics?kafka=all", "Accept", OPEN_METRICS).body();

    // then
    assertThat(few).contains("kafka_stream_failed_stream_threads_total 0.0\n").endsWith("# EOF\n");
    assertThat(few).doesNotContain("kafka_producer");
    assertThat(all).contains("kafka_producer_record_send_total 0.0\n").endsWith("# EOF\n");
  }

  @Test
  void saysWhatElseCanBeAskedFor() {
    // when
    var response = SERVER.get("/metrics?kafka=some");

    // then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("query parameter 'kafka' is 'some', but must be one of all");
  }
}
