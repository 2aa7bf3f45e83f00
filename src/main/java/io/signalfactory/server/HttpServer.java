package io.signalfactory.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.signalfactory.checklist.BreachReaders;
import io.signalfactory.checklist.KafkaBreachReaders;
import io.signalfactory.checklist.Wiring;
import io.signalfactory.config.HttpTls;
import io.signalfactory.config.Settings;
import io.signalfactory.control.ContractLedger;
import io.signalfactory.control.DeploymentPublisher;
import io.signalfactory.control.LastRevisions;
import io.signalfactory.gate.IdentityRules;
import io.signalfactory.live.KafkaLiveLog;
import io.signalfactory.live.LiveLimits;
import io.signalfactory.live.LiveLog;
import io.signalfactory.lookback.EvidenceLog;
import io.signalfactory.lookback.EvidenceLookback;
import io.signalfactory.lookback.KafkaEvidenceLog;
import io.signalfactory.lookback.LookbackLimits;
import io.signalfactory.peer.Peers;
import io.signalfactory.query.Instance;
import io.signalfactory.revision.ContractRevision;
import io.signalfactory.sampling.KafkaSampler;
import io.signalfactory.sampling.Sampler;
import io.signalfactory.sampling.SharedSampler;
import io.signalfactory.server.api.Api;
import io.signalfactory.server.api.ControlPlane;
import io.signalfactory.server.api.Drafting;
import io.signalfactory.server.api.EventStreams;
import io.signalfactory.server.api.Verification;
import io.signalfactory.server.http.AccessPolicy;
import io.signalfactory.server.http.CannotListenException;
import io.signalfactory.server.http.Encryption;
import io.signalfactory.server.http.Encryption.ClientCertificates;
import io.signalfactory.server.http.HttpListener;
import io.signalfactory.server.http.Listening;
import io.signalfactory.server.http.Route;
import io.signalfactory.server.page.PageRoutes;
import io.signalfactory.server.page.PageSettings;
import io.signalfactory.tls.Tls;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The HTTP interface of one instance, listening. */
public final class HttpServer implements AutoCloseable {

  /** How long a change may take; a request has more time than this and the next together. */
  private static final Duration CHANGED_WITHIN = Duration.ofSeconds(5);

  private static final Duration EFFECT_WITHIN = Duration.ofSeconds(3);

  private final HttpListener listener;
  private final @Nullable HttpListener management;
  private final ProcessMetrics processMetrics;
  private final List<Route> routes;
  private final EventStreams events;

  private HttpServer(
      HttpListener listener,
      @Nullable HttpListener management,
      ProcessMetrics processMetrics,
      List<Route> routes,
      EventStreams events) {
    this.events = events;
    this.listener = listener;
    this.management = management;
    this.processMetrics = processMetrics;
    this.routes = List.copyOf(routes);
  }

  /**
   * Starts listening at {@code http.host} and {@code http.port}, and at {@code
   * http.management.port} if there is one. Health and metrics are answered at once, queries as soon
   * as the instance is ready.
   *
   * @param settings where to listen
   * @param instance what answers; the caller closes it after this server
   * @param registry the metrics to serve; those of the JVM, its process and this server are added
   * @throws CannotListenException if nothing can listen there, usually because the port is in use
   * @throws io.signalfactory.tls.TlsException if the files of TLS cannot be used
   */
  public static HttpServer start(
      Settings settings, Instance instance, PrometheusMeterRegistry registry) {
    return start(
        settings,
        instance,
        registry,
        InstantSource.system(),
        liveLog(settings),
        evidenceLog(settings),
        new KafkaSampler(settings.consumerProperties()),
        new KafkaBreachReaders(
            settings.adminProperties(), settings.breachesTopic(), System::nanoTime));
  }

  private static Drafting drafting(Settings settings, Sampler sampler) {
    return new Drafting(
        new SharedSampler(sampler, settings.rawTopicPattern()),
        new IdentityRules(
            settings.serviceHeaders(), settings.versionHeaders(), settings.topicProducers()));
  }

  private static EvidenceLog evidenceLog(Settings settings) {
    return new KafkaEvidenceLog(settings.consumerProperties(), settings.evidenceTopic());
  }

  private static LiveLog liveLog(Settings settings) {
    return new KafkaLiveLog(
        settings.consumerProperties(),
        settings.adminProperties(),
        settings.signalsTopic(),
        settings.breachesTopic());
  }

  static HttpServer start(
      Settings settings,
      Instance instance,
      PrometheusMeterRegistry registry,
      InstantSource clock,
      LiveLog changes,
      EvidenceLog evidence,
      Sampler sampler,
      BreachReaders readers) {
    EventStreams events = new EventStreams(changes, LiveLimits.DEFAULT);
    List<Route> routes =
        new ArrayList<>(
            Api.routes(
                instance,
                peers(settings),
                registry,
                clock,
                control(settings, instance, clock),
                events,
                new EvidenceLookback(evidence, LookbackLimits.DEFAULT, System::nanoTime),
                drafting(settings, sampler),
                verification(settings, readers)));
    routes.addAll(PageRoutes.of(page(settings)));
    HttpListener listener = null;
    try {
      listener = listener(settings, routes, registry);
      return new HttpServer(
          listener,
          management(settings, routes, registry),
          new ProcessMetrics(registry),
          routes,
          events);
    } catch (RuntimeException e) {
      if (listener != null) {
        listener.close();
      }
      events.close();
      throw e;
    }
  }

  private static Verification verification(Settings settings, BreachReaders readers) {
    return new Verification(
        readers,
        new Wiring(
            first(settings.serviceHeaders(), "x-obs-producer-service"),
            first(settings.versionHeaders(), "x-obs-producer-version"),
            settings.breachesTopic()));
  }

  private static String first(List<String> names, String otherwise) {
    return names.isEmpty() ? otherwise : names.get(0);
  }

  private static PageSettings page(Settings settings) {
    return new PageSettings(
        settings.httpBasePath(), settings.rawTopicPattern().pattern(), settings.traceUrlTemplate());
  }

  private static ControlPlane control(Settings settings, Instance instance, InstantSource clock) {
    LastRevisions stored =
        urn ->
            instance.queries().contractRevisions(urn).stream()
                .mapToLong(ContractRevision::number)
                .max()
                .orElse(0);
    return new ControlPlane(
        new ContractLedger(settings, () -> stored, clock, CHANGED_WITHIN),
        new DeploymentPublisher(settings, CHANGED_WITHIN),
        EFFECT_WITHIN);
  }

  private static HttpListener listener(
      Settings settings, List<Route> routes, PrometheusMeterRegistry registry) {
    return HttpListener.start(
        new Listening(
            settings.httpHost(),
            settings.httpPort(),
            "http.port",
            settings.httpAdvertisedUrl().map(URI::getHost).stream().toList(),
            settings.httpBasePath(),
            settings.httpTls().map(HttpServer::encryption).orElse(null)),
        access(settings),
        routes,
        registry);
  }

  /** Instances answer each other as they answer everybody, so all have the same scheme. */
  private static Peers peers(Settings settings) {
    return Peers.connect(
        settings.httpTls().map(tls -> Tls.of(tls).client()).orElse(null),
        () -> peerToken(settings));
  }

  private static Map<String, String> peerToken(Settings settings) {
    return settings.httpTokens().get().peer().stream()
        .limit(1)
        .collect(
            Collectors.toMap(
                token -> "Authorization", token -> "Bearer " + token.secret().value()));
  }

  private static AccessPolicy access(Settings settings) {
    return new AccessPolicy(
        new TokenSource(settings.httpTokens()),
        settings.httpOnLoopbackOnly(),
        settings.httpReadsArePublic(),
        settings.httpTls().map(HttpTls::peerNames).orElse(Set.of()));
  }

  private static Encryption encryption(HttpTls tls) {
    return new Encryption(
        Tls.of(tls).server(),
        switch (tls.clients()) {
          case NONE -> ClientCertificates.NONE;
          case OPTIONAL -> ClientCertificates.OPTIONAL;
          case REQUIRED -> ClientCertificates.REQUIRED;
        });
  }

  private static @Nullable HttpListener management(
      Settings settings, List<Route> routes, PrometheusMeterRegistry registry) {
    if (settings.httpManagementPort().isEmpty()) {
      return null;
    }
    return HttpListener.start(
        Listening.at(
            settings.httpHost(), settings.httpManagementPort().getAsInt(), "http.management.port"),
        AccessPolicy.everybody(),
        routes.stream().filter(HttpServer::isForManagement).toList(),
        registry);
  }

  private static boolean isForManagement(Route route) {
    return route.path().startsWith("/health/") || route.path().equals("/metrics");
  }

  /** The port of probes and metrics alone; empty if there is none. */
  public OptionalInt managementPort() {
    return management == null ? OptionalInt.empty() : OptionalInt.of(management.port());
  }

  /** What it answers. */
  List<Route> routes() {
    return routes;
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
    events.close();
    listener.close();
    if (management != null) {
      management.close();
    }
    processMetrics.close();
  }
}
