package io.signalfactory.server.api;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.signalfactory.server.http.Call;
import io.signalfactory.server.http.MediaTypes;
import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The metrics of the instance, for Prometheus. */
final class MetricsResource implements Resource {

  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final String TEXT = "text/plain";
  private static final List<String> OFFERED = List.of(TEXT, OPEN_METRICS);

  /** Scrapers recognise the format by these types, versions included. */
  private static final String TEXT_TYPE = TEXT + "; version=0.0.4; charset=utf-8";

  private static final String OPEN_METRICS_TYPE = OPEN_METRICS + "; version=1.0.0; charset=utf-8";

  private final PrometheusMeterRegistry registry;

  MetricsResource(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/metrics", List.of(), "metrics for Prometheus", this::scrape));
  }

  /**
   * A scraper that accepts neither gets text all the same: metrics it can try to read beat none.
   */
  private Response scrape(Call call) {
    boolean open = MediaTypes.best(call.accept(), OFFERED).filter(OPEN_METRICS::equals).isPresent();
    String type = open ? OPEN_METRICS_TYPE : TEXT_TYPE;
    return Response.of(type, registry.scrape(type).getBytes(StandardCharsets.UTF_8));
  }
}
