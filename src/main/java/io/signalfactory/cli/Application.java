package io.signalfactory.cli;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.signalfactory.config.Settings;
import io.signalfactory.server.CannotListenException;
import io.signalfactory.server.HttpServer;
import io.signalfactory.stream.StreamApplication;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The stream application with its HTTP server, started and stopped together. */
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
   * Starts both and returns at once; readiness comes later.
   *
   * @throws CommandException if the HTTP server cannot listen, mostly because the port is taken
   */
  static Application start(Settings settings) {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    StreamApplication streams = new StreamApplication(settings, metrics);
    // Side by side, as each takes a good part of a second, most of it to load classes.
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
      throw e;
    }
  }

  /** Where a client on this machine finds the HTTP server. */
  String url() {
    return server.url().toString();
  }

  /**
   * Waits until the application answers queries.
   *
   * @return whether it does; false where the process was asked to stop first
   * @throws CommandException if it failed
   */
  boolean awaitReady(StopSignal stop) throws InterruptedException {
    while (!stop.await(CHECK_EVERY)) {
      throwIfFailed();
      // What GET /health/ready asks: the server listens already, so it answers the same.
      if (streams.ready()) {
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
