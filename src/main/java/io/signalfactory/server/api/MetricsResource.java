package io.signalfactory.server.api;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.signalfactory.server.http.Call;
import io.signalfactory.server.http.MediaTypes;
import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The metrics of the instance, for Prometheus. Kafka's own are served on demand (ADR 34). */
final class MetricsResource implements Resource {

  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final String TEXT = "text/plain";
  private static final List<String> OFFERED = List.of(TEXT, OPEN_METRICS);

  /** Scrapers recognise the format by these types, versions included. */
  private static final String TEXT_TYPE = TEXT + "; version=0.0.4; charset=utf-8";

  private static final String OPEN_METRICS_TYPE = OPEN_METRICS + "; version=1.0.0; charset=utf-8";

  private static final String KAFKA = "kafka";
  private static final String ALL = "all";

  /** What Kafka's own metrics are called; there are thousands of them. */
  private static final String KAFKAS_OWN = "kafka_";

  /** Those of them that alerts, the dashboard and the documentation use. */
  private static final Set<String> ALWAYS =
      Set.of(
          "kafka_consumer_fetch_manager_records_lag_max",
          "kafka_stream_client_state",
          "kafka_stream_failed_stream_threads",
          "kafka_stream_task_restore_remaining_records");

  private static final String TOTAL = "_total";

  private final ExpositionFormats formats = ExpositionFormats.init();
  private final PrometheusMeterRegistry registry;

  MetricsResource(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
                "/metrics",
                List.of(KAFKA),
                "metrics for Prometheus; with kafka=all also all of Kafka's own",
                this::scrape)
            .takingLonger());
  }

  /**
   * A scraper that accepts neither gets text all the same: metrics it can try to read beat none.
   */
  private Response scrape(Call call) {
    boolean all = call.query().oneOf(KAFKA, List.of(ALL), Function.identity()).isPresent();
    boolean open = MediaTypes.best(call.accept(), OFFERED).filter(OPEN_METRICS::equals).isPresent();
    String type = open ? OPEN_METRICS_TYPE : TEXT_TYPE;
    return Response.of(type, written(type, all ? name -> true : MetricsResource::isAlwaysServed));
  }

  /** Whether a metric is served without being asked for by {@code kafka=all}. */
  static boolean isAlwaysServed(String name) {
    return !name.startsWith(KAFKAS_OWN)
        || ALWAYS.contains(
            name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name);
  }

  private byte[] written(String type, Predicate<String> names) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      formats.findWriter(type).write(text, registry.getPrometheusRegistry().scrape(names));
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written to", e);
    }
    return text.toByteArray();
  }
}
