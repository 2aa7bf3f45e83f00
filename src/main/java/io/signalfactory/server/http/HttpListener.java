package io.signalfactory.server.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An HTTP server that listens at one address and answers by routes. */
public final class HttpListener implements AutoCloseable {

  private static final int MAX_THREADS = 32;
  private static final int MIN_THREADS = 4;
  private static final int THREAD_IDLE_MS = 60_000;

  /** A connection without traffic for this long is closed; ConnectionGuard closes slow ones. */
  private static final long CONNECTION_IDLE_MS = 30_000;

  private static final int MAX_HEADER_BYTES = 8 << 10;
  private static final long MAX_BODY_BYTES = 1 << 20;

  private final Javalin javalin;
  private final String reachableHost;

  private HttpListener(Javalin javalin, String reachableHost) {
    this.javalin = javalin;
    this.reachableHost = reachableHost;
  }

  /**
   * Starts listening.
   *
   * @param host a name or address of this machine
   * @param port the port; 0 chooses a free one
   * @param furtherNames host names under which clients reach this server, beside {@code host} and
   *     {@code localhost}; a server on loopback refuses all others
   * @param routes what is answered
   * @param registry where the times of requests are recorded
   * @throws CannotListenException if nothing can listen there
   */
  public static HttpListener start(
      String host,
      int port,
      Collection<String> furtherNames,
      List<Route> routes,
      MeterRegistry registry) {
    return start(host, port, furtherNames, routes, registry, ConnectionLimits.DEFAULT);
  }

  static HttpListener start(
      String host,
      int port,
      Collection<String> furtherNames,
      List<Route> routes,
      MeterRegistry registry,
      ConnectionLimits limits) {
    ListeningSocket socket = ListeningSocket.open(host, port);
    Routing routing =
        new Routing(
            routes,
            new HostCheck(socket.address(), host, furtherNames),
            new ActionRunner(registry));
    ConnectionGuard guard =
        new ConnectionGuard(limits, new ClosedConnections(registry), System::nanoTime);
    RequestQueue queue = new RequestQueue(routes, limits, guard);
    Javalin javalin =
        Javalin.create(
            config -> {
              listen(config, socket, guard, queue);
              config.http.prefer405over404 = true;
              config.http.maxRequestSize = MAX_BODY_BYTES;
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.startup.startupWatcherEnabled = false;
              routing.register(config.routes);
            });
    try {
      javalin.start();
    } catch (RuntimeException e) {
      closeAfter(e, socket);
      throw e;
    }
    guard.start(queue.getServer().getScheduler(), queue::isInUse);
    return new HttpListener(javalin, socket.address().isAnyLocalAddress() ? "127.0.0.1" : host);
  }

  private static void closeAfter(RuntimeException failure, ListeningSocket socket) {
    try {
      socket.close();
    } catch (UncheckedIOException e) {
      failure.addSuppressed(e);
    }
  }

  private static void listen(
      JavalinConfig config, ListeningSocket socket, ConnectionGuard guard, RequestQueue queue) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, THREAD_IDLE_MS);
    threads.setName("http");
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(HttpListener::configure);
    config.jetty.addConnector((server, http) -> connector(server, http, socket, guard));
    config.jetty.modifyServer(
        server -> {
          server.setErrorHandler(new HttpLayerProblems());
          server.insertHandler(queue);
          server.insertHandler(new RequestWatch(guard));
        });
  }

  private static void configure(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, ListeningSocket socket, ConnectionGuard guard) {
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setIdleTimeout(CONNECTION_IDLE_MS);
    connector.addBean(guard);
    try {
      connector.open(socket.channel());
    } catch (IOException e) {
      throw new UncheckedIOException("Jetty does not accept an open socket", e);
    }
    return connector;
  }

  /** The port that it listens on. */
  public int port() {
    return javalin.port();
  }

  /** The URL for a client on this machine. */
  public URI url() {
    boolean needsBrackets = reachableHost.contains(":") && !reachableHost.startsWith("[");
    String host = needsBrackets ? "[" + reachableHost + "]" : reachableHost;
    return URI.create("http://" + host + ":" + port());
  }

  /** Stops listening. */
  @Override
  public void close() {
    javalin.stop();
  }
}
