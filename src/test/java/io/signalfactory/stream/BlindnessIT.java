package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.query.BreachFilter;
import io.signalfactory.query.Listed;
import io.signalfactory.query.NotReadyException;
import io.signalfactory.query.Readiness;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import io.signalfactory.stream.report.DatasetPartitioner;
import io.signalfactory.testkit.BrokerFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ways to be blind, on a real broker: nobody is told OK by an instance that does not see. */
class BlindnessIT {

  @RegisterExtension
  static final BrokerFixture BROKER =
      new BrokerFixture(
          Map.of(
              "authorizer.class.name",
              "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
              "allow.everyone.if.no.acl.found",
              "true"));

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Within which readers must be told, as the issue has it. */
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(15);

  private static final Duration PACE = Duration.ofMillis(20);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private static Settings prepare(String name, Map<String, String> more) throws Exception {
    Map<String, String> values = new HashMap<>();
    values.put("application.id", name);
    values.put("topic.prefix", name + ".");
    values.put("raw.topic.pattern", "raw\\." + name);
    values.put("topics.replication.factor", "1");
    values.put("consumer.metadata.max.age.ms", "1000");
    values.put("consumer.session.timeout.ms", "6000");
    values.putAll(more);
    Settings settings = BROKER.settings(values);
    try (Admin admin = BROKER.admin()) {
      new TopicAdmin(admin).create(OwnTopics.of(settings));
    }
    BROKER.createTopic(raw(name), 2);
    return settings;
  }

  private static String raw(String name) {
    return "raw." + name;
  }

  private static void apply(Settings settings, String urn, String name) throws Exception {
    String document =
        """
        apiVersion: odcs/v1
        kind: DataContract
        metadata: {name: test, version: "1", owner: team, tier: 1}
        spec:
          dataset: {urn: "%s", topic: %s}
          fields:
            required:
              - {name: id, type: integer}
          slos:
            freshness: {maxDelaySeconds: 30}
        """
            .formatted(urn, raw(name));
    BROKER.produce(
        List.of(
            new ProducerRecord<>(
                settings.contractsTopic(),
                urn.getBytes(StandardCharsets.UTF_8),
                document.getBytes(StandardCharsets.UTF_8))));
  }

  /** Sends events until it is closed. */
  private static final class Traffic implements AutoCloseable {
    private final AtomicBoolean goesOn = new AtomicBoolean(true);
    private final CountDownLatch pause = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    Traffic(String topic) {
      thread = new Thread(() -> send(topic), "traffic");
      thread.start();
    }

    private void send(String topic) {
      try (Producer<byte[], byte[]> producer =
          new KafkaProducer<>(BROKER.settings(Map.of()).producerProperties())) {
        for (int id = 0; goesOn.get(); id++) {
          byte[] value = ("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8);
          var unused = producer.send(new ProducerRecord<>(topic, value, value));
          goesOn.compareAndSet(true, !pause.await(PACE.toMillis(), TimeUnit.MILLISECONDS));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        ended.countDown();
      }
    }

    boolean flows() {
      return thread.isAlive();
    }

    @Override
    public void close() {
      goesOn.set(false);
      pause.countDown();
      awaitUninterrupted(ended);
    }
  }

  private StreamApplication start(Settings settings) throws InterruptedException {
    StreamApplication application = new StreamApplication(settings, registry);
    application.start();
    assertThat(application.awaitRunning(PATIENCE)).isTrue();
    return application;
  }

  private static SignalState freshness(StreamApplication application, String urn) {
    return application.queries().state(new SignalKey(urn, Signal.FRESHNESS, null)).orElseThrow();
  }

  private static void awaitOk(StreamApplication application, String urn) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              SignalState state = freshness(application, urn);
              assertThat(state.state()).as(state.reason()).isEqualTo(State.OK);
              Readiness readiness = application.readiness();
              assertThat(readiness.ready()).as(readiness.reason()).isTrue();
            });
  }

  private double metric(String name) {
    Gauge gauge = registry.find(name).gauge();
    return gauge == null ? Double.NaN : gauge.value();
  }

  private double stateMetric(String urn) {
    Gauge gauge =
        registry
            .find("signal_factory_signal_state")
            .tags("dataset", urn, "signal", "freshness")
            .gauge();
    return gauge == null ? Double.NaN : gauge.value();
  }

  private static List<Breach> breaches(StreamApplication application) {
    return application
        .queries()
        .breaches(
            new BreachFilter(EnumSet.allOf(Breach.Status.class), null),
            EverySlice.of(application.placement()))
        .stream()
        .map(Listed::value)
        .toList();
  }

  @Test
  void aBrokerThatGoesAwayMakesEveryStateUnknownAndAllReturnsByItself() throws Exception {
    // given
    String urn = "urn:dp:test:away";
    Settings settings = prepare("away", Map.of());
    apply(settings, urn, "away");
    try (StreamApplication application = start(settings);
        Traffic traffic = new Traffic(raw("away"))) {
      awaitOk(application, urn);
      assertThat(traffic.flows()).isTrue();
      // when
      Instant gone = Instant.now();
      BROKER.stop();
      // then
      await()
          .atMost(TOLD_WITHIN)
          .untilAsserted(
              () -> {
                SignalState state = freshness(application, urn);
                assertThat(state.state()).isEqualTo(State.UNKNOWN);
                assertThat(state.reason()).matches("no answer from the cluster for \\d+ s");
                assertThat(state.observed().value()).isNull();
                assertThat(state.since()).isBetween(gone.minusSeconds(5), gone.plusSeconds(2));
                assertThat(stateMetric(urn)).isEqualTo(-1);
                Readiness readiness = application.readiness();
                assertThat(readiness.ready()).isFalse();
                assertThat(readiness.reason()).contains("no answer from the cluster for");
                assertThat(readiness.since()).isBetween(gone.minusSeconds(5), gone.plusSeconds(2));
                assertThat(metric("signal_factory_ready")).isZero();
              });
      assertThat(application.alive()).isTrue();
      assertThat(application.queries().sight(urn).age()).isGreaterThan(Duration.ofSeconds(9));
      double blind = metric("signal_factory_observer_blind_seconds");
      assertThat(blind).isGreaterThan(9);
      await()
          .atMost(TOLD_WITHIN)
          .untilAsserted(
              () ->
                  assertThat(metric("signal_factory_observer_blind_seconds"))
                      .isGreaterThan(blind + 3));
      BROKER.start();
      awaitOk(application, urn);
      assertThat(stateMetric(urn)).isZero();
      assertThat(metric("signal_factory_observer_blind_seconds")).isZero();
      assertThat(breaches(application)).isEmpty();
    }
  }

  @Test
  void aRightThatIsTakenAwayIsToldAndAllGoesOnWhenItIsGivenBack() throws Exception {
    // given
    String urn = "urn:dp:test:revoked";
    Settings settings = prepare("revoked", Map.of());
    apply(settings, urn, "revoked");
    try (StreamApplication application = start(settings);
        Traffic traffic = new Traffic(raw("revoked"))) {
      awaitOk(application, urn);
      assertThat(traffic.flows()).isTrue();
      // when
      revokeRead(raw("revoked"));
      // then
      await()
          .atMost(TOLD_WITHIN)
          .untilAsserted(
              () -> {
                Readiness readiness = application.readiness();
                assertThat(readiness.ready()).isFalse();
                assertThat(readiness.reason())
                    .matches("the cluster has not let this instance read raw.revoked for \\d+ s");
                assertThat(isTold(application, urn)).isFalse();
              });
      assertThat(metric("signal_factory_observer_blind_seconds")).isPositive();
      grantRead(raw("revoked"));
      awaitOk(application, urn);
      assertThat(application.failure()).isEmpty();
      assertThat(metric("signal_factory_observer_blind_seconds")).isZero();
      assertThat(breaches(application)).isEmpty();
    }
  }

  @Test
  void oneTopicThatMayNotBeReadStopsNoOther() throws Exception {
    // given
    String refused = "urn:dp:test:refused";
    String other = "urn:dp:test:permitted";
    Settings settings = prepare("some", Map.of("raw.topic.pattern", "raw\\.some.*"));
    BROKER.createTopic(raw("some.more"), 1);
    apply(settings, refused, "some");
    apply(settings, other, "some.more");
    try (StreamApplication application = start(settings);
        Traffic traffic = new Traffic(raw("some"));
        Traffic more = new Traffic(raw("some.more"))) {
      awaitOk(application, refused);
      awaitOk(application, other);
      assertThat(traffic.flows() && more.flows()).isTrue();
      // when
      revokeRead(raw("some"));
      // then
      // What was read a moment ago still counts, so that the state settles within this time.
      await()
          .pollDelay(TOLD_WITHIN)
          .during(Duration.ofSeconds(3))
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(
              () ->
                  freshness(application, refused).state() == State.UNKNOWN
                      && freshness(application, other).state() == State.OK
                      && application.readiness().ready());
      grantRead(raw("some"));
      awaitOk(application, refused);
      assertThat(application.failure()).isEmpty();
    }
  }

  /** Whether somebody who asks gets a state that claims to be known. */
  private static boolean isTold(StreamApplication application, String urn) {
    try {
      return freshness(application, urn).state() != State.UNKNOWN;
    } catch (NotReadyException e) {
      return false;
    }
  }

  private static void revokeRead(String topic) throws Exception {
    ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
    try (Admin admin = BROKER.admin()) {
      admin
          .createAcls(
              List.of(
                  acl(resource, AclOperation.WRITE, AclPermissionType.ALLOW),
                  acl(resource, AclOperation.DESCRIBE, AclPermissionType.ALLOW),
                  acl(resource, AclOperation.READ, AclPermissionType.DENY)))
          .all()
          .get();
    }
  }

  private static void grantRead(String topic) throws Exception {
    ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
    try (Admin admin = BROKER.admin()) {
      admin
          .deleteAcls(
              List.of(new AclBindingFilter(resource.toFilter(), AccessControlEntryFilter.ANY)))
          .all()
          .get();
    }
  }

  private static AclBinding acl(
      ResourcePattern resource, AclOperation operation, AclPermissionType permission) {
    return new AclBinding(resource, new AccessControlEntry("User:*", "*", operation, permission));
  }

  @Test
  void aSignalsTaskThatHangsBlindsItsOwnDatasetsOnly() throws Exception {
    // given: two threads, and a stop in the one that shows a dataset for the first time
    Settings settings =
        prepare("hangs", Map.of("signals.partitions", "2", "num.stream.threads", "2"));
    String hangs = urnIn(0);
    String goesOn = urnIn(1);
    CountDownLatch released = new CountDownLatch(1);
    registry
        .config()
        .onMeterAdded(
            meter -> {
              if (hangs.equals(meter.getId().getTag("dataset"))
                  && "volume".equals(meter.getId().getTag("signal"))) {
                awaitUninterrupted(released);
              }
            });
    try (StreamApplication application = start(settings)) {
      apply(settings, goesOn, "hangs");
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> application.queries().state(volume(goesOn)).isPresent());
      // when
      apply(settings, hangs, "hangs");
      // then
      await()
          .atMost(TOLD_WITHIN)
          .untilAsserted(
              () -> {
                assertThat(application.queries().sight(hangs).blindness())
                    .matches("the SIGNALS task of this dataset has not run for \\d+ s");
                assertThat(application.readiness().ready()).isFalse();
                assertThat(application.readiness().reason())
                    .matches("SIGNALS task 0 has not run for \\d+ s");
                assertThat(metric("signal_factory_observer_blind_seconds")).isPositive();
              });
      assertThat(application.queries().sight(goesOn).blindness()).isNull();
      released.countDown();
      await()
          .atMost(TOLD_WITHIN)
          .untilAsserted(() -> assertThat(application.readiness().ready()).isTrue());
    } finally {
      released.countDown();
    }
  }

  private static void awaitUninterrupted(CountDownLatch released) {
    try {
      var unused = released.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static SignalKey volume(String urn) {
    return new SignalKey(urn, Signal.VOLUME, null);
  }

  private static String urnIn(int partition) {
    return IntStream.range(0, 100)
        .mapToObj(i -> "urn:dp:test:hangs" + i)
        .filter(urn -> DatasetPartitioner.partition(urn, 2) == partition)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isReadyExactlyWhenQueriesAreAnsweredWhilePartitionsMove() throws Exception {
    // given
    String urn = "urn:dp:test:grows";
    Settings settings = prepare("grows", Map.of());
    apply(settings, urn, "grows");
    try (StreamApplication application = start(settings);
        Traffic traffic = new Traffic(raw("grows"))) {
      awaitOk(application, urn);
      assertThat(traffic.flows()).isTrue();
      // when
      try (Admin admin = BROKER.admin()) {
        admin.createPartitions(Map.of(raw("grows"), NewPartitions.increaseTo(5))).all().get();
      }
      byte[] event = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);
      BROKER.produce(List.of(new ProducerRecord<>(raw("grows"), 4, event, event)));
      // then
      List<String> wrong = new ArrayList<>();
      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(PATIENCE)
          .until(
              () -> {
                boolean readyBefore = application.readiness().ready();
                boolean answered = answers(application, urn);
                boolean readyAfter = application.readiness().ready();
                // What changed in between proves nothing.
                if (readyBefore && readyAfter && !answered) {
                  wrong.add("ready at " + Instant.now() + ", but not answered");
                }
                return readsPartition(settings, 4);
              });
      assertThat(wrong).isEmpty();
      awaitOk(application, urn);
    }
  }

  private static boolean answers(StreamApplication application, String urn) {
    try {
      return application.queries().states(urn).isPresent();
    } catch (NotReadyException e) {
      return false;
    }
  }

  private static boolean readsPartition(Settings settings, int partition) {
    return BROKER.readCommitted(settings.evidenceTopic()).stream()
        .anyMatch(
            evidence ->
                new String(evidence.value(), StandardCharsets.UTF_8)
                    .contains("\"partition\":" + partition));
  }
}
