package io.signalfactory.server;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.signalfactory.config.Settings;
import io.signalfactory.query.Instance;
import io.signalfactory.query.Queries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP interface of one instance, listening. */
public final class HttpServer implements AutoCloseable {

  private static final int MAX_THREADS = 32;
  private static final int MIN_THREADS = 4;
  private static final int THREAD_IDLE_MS = 60_000;
  private static final int MAX_CONNECTIONS = 1_000;

  /** A client that says nothing for so long, in the middle of a request or between two, is gone. */
  private static final long CONNECTION_IDLE_MS = 30_000;

  private static final int MAX_HEADER_BYTES = 8 << 10;
  private static final long MAX_BODY_BYTES = 1 << 20;

  private final Javalin javalin;
  private final ProcessMetrics processMetrics;
  private final String host;

  private HttpServer(Javalin javalin, ProcessMetrics processMetrics, String host) {
    this.javalin = javalin;
    this.processMetrics = processMetrics;
    this.host = host;
  }

  /**
   * Starts listening at {@code http.host} and {@code http.port}. Health and metrics are answered at
   * once, queries as soon as the application can.
   *
   * @param settings where to listen
   * @param instance the instance that answers; the caller closes it, after this server
   * @param registry the metrics that are served; those of the JVM, of its process and of this
   *     server are added to it
   * @throws CannotListenException if it cannot listen there, mostly because something else does
   */
  public static HttpServer start(
      Settings settings, Instance instance, PrometheusMeterRegistry registry) {
    return start(settings, instance, registry, InstantSource.system());
  }

  static HttpServer start(
      Settings settings, Instance instance, PrometheusMeterRegistry registry, InstantSource clock) {
    Routing routing =
        new Routing(routes(instance, registry, clock), HostCheck.of(settings), new Calls(registry));
    ServerSocketChannel socket = ListeningSocket.open(settings.httpHost(), settings.httpPort());
    Javalin javalin =
        Javalin.create(
            config -> {
              listen(config, socket);
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
      closeQuietly(socket);
      throw e;
    }
    return new HttpServer(javalin, new ProcessMetrics(registry), settings.httpHost());
  }

  private static void closeQuietly(ServerSocketChannel socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // The server did not start: that is what is to be told.
    }
  }

  /** All that is answered. Whatever else there is to ask for joins here as a resource. */
  static List<Route> routes(
      Instance instance, PrometheusMeterRegistry registry, InstantSource clock) {
    Queries queries = instance.queries();
    List<Resource> resources =
        List.of(
            new DatasetResource(queries),
            new SignalResource(queries),
            new HistoryResource(queries, clock),
            new BreachResource(queries),
            new ContractResource(queries),
            new HealthResource(instance),
            new MetricsResource(registry));
    List<Route> routes = new ArrayList<>();
    resources.forEach(resource -> routes.addAll(resource.routes()));
    routes.addAll(new DescriptionResource(routes).routes());
    return routes;
  }

  private static void listen(JavalinConfig config, ServerSocketChannel socket) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, THREAD_IDLE_MS);
    threads.setName("http");
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(HttpServer::configure);
    config.jetty.addConnector((server, http) -> connector(server, http, socket));
    config.jetty.modifyServer(
        server -> {
          server.setErrorHandler(new HttpLayerProblems());
          server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
        });
  }

  private static void configure(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, ServerSocketChannel socket) {
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setIdleTimeout(CONNECTION_IDLE_MS);
    try {
      connector.open(socket);
    } catch (IOException e) {
      throw new UncheckedIOException("an open socket is not taken over", e);
    }
    return connector;
  }

  /** The port that it listens on, also where a free one was asked for. */
  public int port() {
    return javalin.port();
  }

  /** Where a client on this machine finds it. */
  public URI url() {
    return URI.create("http://" + reachable(host) + ":" + port());
  }

  private static String reachable(String host) {
    try {
      if (InetAddress.getByName(host).isAnyLocalAddress()) {
        return "127.0.0.1";
      }
    } catch (UnknownHostException e) {
      throw new IllegalStateException(host + " was an address when the server started", e);
    }
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  /** Stops listening. */
  @Override
  public void close() {
    javalin.stop();
    processMetrics.close();
  }
}
