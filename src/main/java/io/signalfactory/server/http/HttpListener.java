package io.signalfactory.server.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.signalfactory.server.http.Encryption.ClientCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** An HTTP server that listens at one address and answers by routes. */
public final class HttpListener implements AutoCloseable {

  private static final int MAX_THREADS = 32;
  private static final int MIN_THREADS = 4;
  private static final int THREAD_IDLE_MS = 60_000;

  /** A connection without traffic for this long is closed; ConnectionGuard closes slow ones. */
  private static final long CONNECTION_IDLE_MS = 30_000;

  private static final int MAX_HEADER_BYTES = 8 << 10;

  private final Javalin javalin;
  private final Workers workers;
  private final String scheme;
  private final String reachableHost;

  private HttpListener(Javalin javalin, Workers workers, String scheme, String reachableHost) {
    this.scheme = scheme;
    this.javalin = javalin;
    this.workers = workers;
    this.reachableHost = reachableHost;
  }

  /**
   * Starts listening.
   *
   * @param listening where and how
   * @param access who may make which calls
   * @param routes what is answered
   * @param registry where the times of requests are recorded
   * @throws CannotListenException if nothing can listen there
   */
  public static HttpListener start(
      Listening listening, AccessPolicy access, List<Route> routes, MeterRegistry registry) {
    return start(listening, access, routes, registry, ConnectionLimits.DEFAULT, WorkLimits.DEFAULT);
  }

  static HttpListener start(
      Listening listening,
      AccessPolicy access,
      List<Route> routes,
      MeterRegistry registry,
      ConnectionLimits limits,
      WorkLimits workLimits) {
    ListeningSocket socket =
        ListeningSocket.open(listening.host(), listening.port(), listening.portKey());
    Workers workers = new Workers(RequestQueue.MAX_REQUESTS);
    Routing routing =
        new Routing(
            routes,
            listening.basePath(),
            new HostCheck(socket.address(), listening.host(), listening.furtherNames()),
            access,
            new ActionRunner(registry, workers, workLimits, System::nanoTime));
    ConnectionGuard guard =
        new ConnectionGuard(limits, new ClosedConnections(registry), System::nanoTime);
    RequestQueue queue = new RequestQueue(routes, listening.basePath(), limits, guard);
    Javalin javalin =
        Javalin.create(
            config -> {
              listen(config, socket, listening.encryption(), guard, queue);
              config.http.prefer405over404 = true;
              config.http.maxRequestSize = RequestBody.MAX_BYTES;
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.startup.startupWatcherEnabled = false;
              routing.register(config.routes);
            });
    try {
      javalin.start();
    } catch (RuntimeException e) {
      workers.close();
      closeAfter(e, socket);
      throw e;
    }
    guard.start(queue.getServer().getScheduler(), queue::isInUse);
    return new HttpListener(
        javalin,
        workers,
        listening.encryption() == null ? "http" : "https",
        reachable(listening, socket));
  }

  private static String reachable(Listening listening, ListeningSocket socket) {
    return socket.address().isAnyLocalAddress() ? "127.0.0.1" : listening.host();
  }

  private static void closeAfter(RuntimeException failure, ListeningSocket socket) {
    try {
      socket.close();
    } catch (UncheckedIOException e) {
      failure.addSuppressed(e);
    }
  }

  private static void listen(
      JavalinConfig config,
      ListeningSocket socket,
      @Nullable Encryption encryption,
      ConnectionGuard guard,
      RequestQueue queue) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, THREAD_IDLE_MS);
    threads.setName("http");
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(HttpListener::configure);
    config.jetty.addConnector((server, http) -> connector(server, http, socket, encryption, guard));
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
      Server server,
      HttpConfiguration http,
      ListeningSocket socket,
      @Nullable Encryption encryption,
      ConnectionGuard guard) {
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    ServerConnector connector =
        encryption == null
            ? new ServerConnector(server, 1, 1, plain)
            : new ServerConnector(server, 1, 1, encrypted(encryption, http, plain), plain);
    connector.setIdleTimeout(CONNECTION_IDLE_MS);
    connector.addBean(guard);
    try {
      connector.open(socket.channel());
    } catch (IOException e) {
      throw new UncheckedIOException("Jetty does not accept an open socket", e);
    }
    return connector;
  }

  private static SslConnectionFactory encrypted(
      Encryption encryption, HttpConfiguration http, HttpConnectionFactory next) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setSslContext(encryption.context());
    tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    tls.setNeedClientAuth(encryption.clients() == ClientCertificates.REQUIRED);
    tls.setWantClientAuth(encryption.clients() == ClientCertificates.OPTIONAL);
    // Clients check the name in our certificate; that it is the one they asked for is theirs to
    // know.
    http.addCustomizer(new SecureRequestCustomizer(false));
    return new SslConnectionFactory(tls, next.getProtocol());
  }

  /** The port that it listens on. */
  public int port() {
    return javalin.port();
  }

  /** The URL for a client on this machine. */
  public URI url() {
    boolean needsBrackets = reachableHost.contains(":") && !reachableHost.startsWith("[");
    String host = needsBrackets ? "[" + reachableHost + "]" : reachableHost;
    return URI.create(scheme + "://" + host + ":" + port());
  }

  /** Stops listening. */
  @Override
  public void close() {
    javalin.stop();
    workers.close();
  }
}
