package io.signalfactory.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.stream.StreamApplication;
import io.signalfactory.testkit.BrokerFixture;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of the application on a real broker. */
class MetricSeriesIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String RANDOM_ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-";

  private final HttpClient client = HttpClient.newHttpClient();

  /** An application and its server, as a process has them. */
  private final class Running implements AutoCloseable {
    private final PrometheusMeterRegistry registry =
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final StreamApplication application;
    private final HttpServer server;

    Running(String name, int port, Path state) throws Exception {
      Map<String, String> values = new HashMap<>();
      values.put("application.id", name);
      values.put("topic.prefix", name + ".");
      values.put("raw.topic.pattern", "raw\\." + name);
      values.put("topics.replication.factor", "1");
      values.put("state.dir", state.toString());
      values.put("http.port", Integer.toString(port));
      values.put("consumer.session.timeout.ms", "6000");
      Settings settings = BROKER.settings(values);
      try (Admin admin = BROKER.admin()) {
        new TopicAdmin(admin).create(OwnTopics.of(settings));
      }
      application = new StreamApplication(settings, registry);
      application.start();
      server = HttpServer.start(settings, application, registry);
      assertThat(application.awaitRunning(PATIENCE)).isTrue();
    }

    /** Once Micrometer has noticed what Kafka Streams registered while it started. */
    String scrapeOnce(String query, String part) throws Exception {
      await().atMost(PATIENCE).until(() -> scrape(query).contains(part));
      return scrape(query);
    }

    private String scrape(String query) throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.url() + "/metrics" + query)).build();
      return client.send(request, BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
      server.close();
      application.close();
    }
  }

  private static void rawTopic(String name) throws Exception {
    BROKER.createTopic("raw." + name, 1);
    BROKER.produce(
        java.util.List.of(
            new ProducerRecord<>("raw." + name, "{}".getBytes(StandardCharsets.UTF_8))));
  }

  /** The series of Kafka's clients: names with labels, without values. */
  private static Set<String> series(String text) {
    return text.lines()
        .filter(line -> line.startsWith("kafka_"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void seriesGoOnAfterARestartThatHasLostItsState(@TempDir Path before, @TempDir Path after)
      throws Exception {
    // given
    rawTopic("restarted");
    Set<String> first;
    try (Running running = new Running("restarted", freePort(), before)) {
      first = series(running.scrapeOnce("", "kafka_consumer_fetch_manager_records_lag_max"));
    }

    // when
    Set<String> second;
    try (Running running = new Running("restarted", lastPort, after)) {
      second = series(running.scrapeOnce("", "kafka_consumer_fetch_manager_records_lag_max"));
    }

    // then
    assertThat(first).anyMatch(name -> name.startsWith("kafka_stream_client_state{"));
    assertThat(second).isEqualTo(first);
    assertThat(String.join("\n", first)).doesNotContainPattern(RANDOM_ID);
  }

  @Test
  void aScrapeHasSomeHundredLinesAndAllOfKafkasOwnOnDemand(@TempDir Path state) throws Exception {
    // given
    rawTopic("scraped");
    try (Running running = new Running("scraped", freePort(), state)) {
      running.scrapeOnce("?kafka=all", "kafka_stream_state_put_rate");

      // when
      String few = running.scrape("");
      String all = running.scrape("?kafka=all");

      // then
      assertThat(few.lines().count()).isLessThan(500);
      assertThat(all.lines().count()).isGreaterThan(1_000);
      assertThat(all)
          .doesNotContainPattern(RANDOM_ID)
          .contains("kafka_stream_state_block_cache_usage{");
      assertThat(few)
          .contains("kafka_stream_client_state{")
          .contains("kafka_stream_failed_stream_threads_total{")
          .contains("signal_factory_")
          .contains("jvm_memory_used_bytes{");
    }
  }

  @Test
  void twoInstancesOfOneMachineHaveTheirOwnNames(@TempDir Path left, @TempDir Path right)
      throws Exception {
    // given
    rawTopic("pair");
    int leftPort = freePort();

    // when
    try (Running one = new Running("pair", leftPort, left);
        Running other = new Running("pair", freePort(), right)) {

      // then
      Set<String> names =
          ManagementFactory.getPlatformMBeanServer()
              .queryNames(new ObjectName("kafka.consumer:type=app-info,id=*"), null)
              .stream()
              .map(name -> name.getKeyProperty("id"))
              .collect(Collectors.toSet());
      assertThat(names)
          .contains(
              "pair-" + leftPort + "-StreamThread-1-consumer",
              "pair-" + lastPort + "-StreamThread-1-consumer");
      assertThat(series(one.scrape(""))).doesNotContainAnyElementsOf(series(other.scrape("")));
    }
  }

  private int lastPort;

  private int freePort() throws IOException {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      lastPort = socket.getLocalPort();
      return lastPort;
    }
  }
}
