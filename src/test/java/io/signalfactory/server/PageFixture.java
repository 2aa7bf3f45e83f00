package io.signalfactory.server;

import static io.signalfactory.query.Samples.ORDERS;
import static io.signalfactory.query.Samples.PAYMENTS;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.signalfactory.live.LiveTopic;
import io.signalfactory.live.MemoryLog;
import io.signalfactory.lookback.MemoryEvidence;
import io.signalfactory.query.Samples;
import io.signalfactory.query.ScriptedStores;
import io.signalfactory.readiness.DatasetReadiness;
import io.signalfactory.sampling.MemorySampler;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.State;
import io.signalfactory.tally.Sender;
import io.signalfactory.tally.SenderCounts;
import io.signalfactory.tally.Senders;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A browser for a class, and for each test a real server of an instance that the test scripts. */
final class PageFixture
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

  static final String BREACH = "brc-01JDB2X4M8QZ0V6T3H5R9K7C1A";

  private Browser browser;
  private ScriptedInstance instance;
  private MemoryLog changes;
  private MemorySampler sampler;
  private HttpServer server;

  static boolean thereIsABrowser() {
    return Browser.chromium().isPresent();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    browser = Browser.start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    browser.close();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    instance = new ScriptedInstance();
    changes = new MemoryLog();
    sampler = new MemorySampler();
    server = listen("0");
    browser.size(1440, 900);
    browser.scheme("light");
    browser.console();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    browser.open("about:blank");
    browser.asUsual();
    server.close();
  }

  private HttpServer listen(String port) {
    return HttpServer.start(
        ServerFixture.settings(
            Map.of(
                "http.port",
                port,
                "trace.url.template",
                "https://traces.example.com/trace/{trace_id}")),
        instance,
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
        InstantSource.system(),
        changes,
        new MemoryEvidence(),
        sampler,
        ServerFixture.NO_READERS);
  }

  Browser browser() {
    return browser;
  }

  ScriptedInstance instance() {
    return instance;
  }

  /** What topics have. */
  MemorySampler sampler() {
    return sampler;
  }

  ScriptedStores stores() {
    return instance.stores;
  }

  HttpServer server() {
    return server;
  }

  /** Starts a server again where one was. */
  void listenAgain(int port) {
    server = listen(String.valueOf(port));
  }

  void open(String path) {
    browser.open(server.url() + path);
  }

  static Breach breach(Breach.Status status) {
    return Samples.breach("1A", ORDERS, status, Instant.now().minusSeconds(1_100));
  }

  void twoAreWell() {
    stores().putContract(ORDERS, Samples.contract(ORDERS, "orders-team", 1));
    stores().putContract(PAYMENTS, Samples.contract(PAYMENTS, "payments-team", 2));
    for (String urn : List.of(ORDERS, PAYMENTS)) {
      stores()
          .put(
              Samples.state(urn, Signal.FRESHNESS, null, State.OK),
              Samples.state(urn, Signal.COMPLIANCE, null, State.OK));
    }
  }

  private static DatasetReadiness sentBy(Sender... senders) {
    long minute = Instant.now().getEpochSecond() / 60;
    return new DatasetReadiness(minute - 59, minute + 1, true, true, Senders.of(List.of(senders)));
  }

  /** Orders come from two services, payments from one of them and from nobody knows whom. */
  void twoServices() {
    stores()
        .readiness
        .put(
            ORDERS,
            sentBy(
                new Sender("orders-svc", new SenderCounts(90, 9, 90, 0, 90, 90, 90, 90, 90, 90)),
                new Sender("import", new SenderCounts(10, 0, 0, 10, 10, 0, 10, 10, 10, 10))));
    stores()
        .readiness
        .put(
            PAYMENTS,
            sentBy(
                new Sender(null, new SenderCounts(5, 0, 0, 0, 5, 0, 0, 0, 0, 0)),
                new Sender("orders-svc", new SenderCounts(10, 1, 10, 0, 10, 10, 0, 0, 0, 0))));
    long now = System.currentTimeMillis();
    stores().readiness.putVersion(ORDERS, "orders-svc", "v1", now - 9_000_000, now - 60_000);
    stores().readiness.putVersion(ORDERS, "orders-svc", "v2", now - 60_000, now);
  }

  void oneIsInBreach() {
    twoAreWell();
    stores().put(breach(Breach.Status.OPEN));
  }

  void publish(Breach breach) {
    changes.append(
        LiveTopic.BREACHES, 0, breach.key().datasetUrn(), SignalJson.tree(breach).toString());
  }

  /** What the page has a view for. */
  static List<String> routes() {
    return List.of(
        "/",
        "/?view=pages",
        "/datasets/" + ORDERS,
        "/datasets/" + ORDERS + "?tab=contract",
        "/datasets/" + ORDERS + "?tab=ready",
        "/breaches",
        "/breaches/" + BREACH,
        "/contracts",
        "/contracts/new",
        "/contracts/" + ORDERS + "/edit",
        "/services?service=orders-svc",
        "/instances",
        "/settings");
  }

  /** Opens a view, and waits until it is drawn. */
  void openDrawn(String route) {
    open(route);
    browser.awaitText(
        "main", text -> !text.isBlank() && !text.contains("Loading") && !text.contains("Checking"));
    browser.awaitText(".live-word", "Live"::equals);
    if (route.startsWith("/datasets/") && !route.contains("tab=")) {
      browser.await("canvas");
    }
  }
}
