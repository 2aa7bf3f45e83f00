package io.signalfactory.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.signalfactory.config.Settings;
import io.signalfactory.query.Instance;
import io.signalfactory.server.api.Api;
import io.signalfactory.server.http.CannotListenException;
import io.signalfactory.server.http.HttpListener;
import java.net.URI;
import java.time.InstantSource;

/** The HTTP interface of one instance, listening. */
public final class HttpServer implements AutoCloseable {

  private final HttpListener listener;
  private final ProcessMetrics processMetrics;

  private HttpServer(HttpListener listener, ProcessMetrics processMetrics) {
    this.listener = listener;
    this.processMetrics = processMetrics;
  }

  /**
   * Starts listening at {@code http.host} and {@code http.port}. Health and metrics are answered at
   * once, queries as soon as the instance is ready.
   *
   * @param settings where to listen
   * @param instance what answers; the caller closes it after this server
   * @param registry the metrics to serve; those of the JVM, its process and this server are added
   * @throws CannotListenException if nothing can listen there, usually because the port is in use
   */
  public static HttpServer start(
      Settings settings, Instance instance, PrometheusMeterRegistry registry) {
    return start(settings, instance, registry, InstantSource.system());
  }

  static HttpServer start(
      Settings settings, Instance instance, PrometheusMeterRegistry registry, InstantSource clock) {
    HttpListener listener =
        HttpListener.start(
            settings.httpHost(),
            settings.httpPort(),
            settings.httpAdvertisedUrl().map(URI::getHost).stream().toList(),
            Api.routes(instance, registry, clock),
            registry);
    return new HttpServer(listener, new ProcessMetrics(registry));
  }

  /** The port that it listens on, also if {@code http.port} is 0. */
  public int port() {
    return listener.port();
  }

  /** The URL for a client on this machine. */
  public URI url() {
    return listener.url();
  }

  /** Stops listening. */
  @Override
  public void close() {
    listener.close();
    processMetrics.close();
  }
}
