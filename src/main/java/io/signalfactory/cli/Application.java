package io.signalfactory.cli;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.signalfactory.config.Settings;
import io.signalfactory.server.HttpServer;
import io.signalfactory.server.http.CannotListenException;
import io.signalfactory.stream.StreamApplication;
import io.signalfactory.tls.TlsException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The stream application and its HTTP server, which start and stop together. */
final class Application implements AutoCloseable {

  private static final Duration CHECK_EVERY = Duration.ofMillis(100);

  private final StreamApplication streams;
  private final HttpServer server;
  private final PrometheusMeterRegistry metrics;

  private Application(
      PrometheusMeterRegistry metrics, StreamApplication streams, HttpServer server) {
    this.metrics = metrics;
    this.streams = streams;
    this.server = server;
  }

  /**
   * Starts both and returns at once; {@link #awaitReady} waits until they are ready.
   *
   * @throws CommandException if the HTTP server cannot listen, for example because its port is in
   *     use, or if its certificate cannot be used
   */
  static Application start(Settings settings) {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    StreamApplication streams = new StreamApplication(settings, metrics);
    // In parallel, because each takes much of a second, mostly to load classes.
    CompletableFuture<HttpServer> server =
        CompletableFuture.supplyAsync(() -> HttpServer.start(settings, streams, metrics));
    try {
      streams.start();
      return new Application(metrics, streams, server.join());
    } catch (RuntimeException e) {
      var unused = server.thenAccept(HttpServer::close);
      streams.close();
      metrics.close();
      if (e.getCause() instanceof CannotListenException taken) {
        throw CommandException.unreachable(String.valueOf(taken.getMessage()), taken);
      }
      if (e.getCause() instanceof TlsException wrong) {
        throw CommandException.wrongUsage(String.valueOf(wrong.getMessage()));
      }
      throw e;
    }
  }

  /** The URL of the HTTP server for clients on this machine. */
  String url() {
    return server.url().toString();
  }

  /**
   * Waits until the application answers queries.
   *
   * @return true if it does; false if the process was asked to stop before
   * @throws CommandException if it failed
   */
  boolean awaitReady(StopSignal stop) throws InterruptedException {
    while (!stop.await(CHECK_EVERY)) {
      throwIfFailed();
      // The server already listens, and GET /health/ready checks the same.
      if (streams.readiness().ready()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Waits until the process is asked to stop.
   *
   * @throws CommandException if the application fails before
   */
  void runUntil(StopSignal stop) throws InterruptedException {
    while (!stop.await(CHECK_EVERY)) {
      throwIfFailed();
    }
  }

  private void throwIfFailed() {
    if (streams.failure().isPresent()) {
      Throwable failure = streams.failure().orElseThrow();
      throw CommandException.internal("the stream application stopped: " + failure, failure);
    }
    if (!streams.alive()) {
      throw CommandException.internal(
          "the stream application stopped by itself (" + streams.state() + "); the log says why",
          null);
    }
  }

  @Override
  public void close() {
    server.close();
    streams.close();
    metrics.close();
  }
}
