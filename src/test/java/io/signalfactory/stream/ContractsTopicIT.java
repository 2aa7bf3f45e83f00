package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.testkit.BrokerFixture;
import io.signalfactory.testkit.LogCapture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contracts topic is deleted under a running instance, and created again. */
class ContractsTopicIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String URN = "urn:dp:test:kept";

  private static Settings prepare(String name) {
    Settings settings =
        BROKER.settings(
            Map.of(
                "application.id",
                name,
                "topic.prefix",
                name + ".",
                "raw.topic.pattern",
                name + "-raw",
                "topics.replication.factor",
                "1"));
    create(settings);
    BROKER.createTopic(name + "-raw", 1);
    return settings;
  }

  private static void create(Settings settings) {
    try (Admin admin = BROKER.admin()) {
      new TopicAdmin(admin).create(OwnTopics.of(settings));
    }
  }

  private static void delete(String topic) throws Exception {
    try (Admin admin = BROKER.admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
    }
  }

  /** Publishes versions 1 to {@code last}. */
  private static void apply(Settings settings, int last) throws Exception {
    BROKER.produce(
        IntStream.rangeClosed(1, last)
            .mapToObj(
                version ->
                    new ProducerRecord<>(
                        settings.contractsTopic(),
                        URN.getBytes(StandardCharsets.UTF_8),
                        """
                        apiVersion: odcs/v1
                        kind: DataContract
                        metadata: {name: test, version: "%s", owner: team, tier: 1}
                        spec:
                          dataset: {urn: "%s", topic: some-raw}
                          fields:
                            required:
                              - {name: id, type: integer}
                        """
                            .formatted(version, URN)
                            .getBytes(StandardCharsets.UTF_8)))
            .toList());
  }

  private static List<String> versions(StreamApplication application) {
    return application.queries().contracts().stream()
        .map(contract -> contract.urn() + " " + contract.version())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"shorter, 3, 2", "longer, 1, 4"})
  void contractsStayInForceWhileTheirTopicIsGoneAndFollowTheNewOne(
      String name, int versionsBefore, int versionsAfter) throws Exception {
    Settings settings = prepare(name);
    apply(settings, versionsBefore);
    try (LogCapture log = LogCapture.open();
        StreamApplication application =
            new StreamApplication(settings, new SimpleMeterRegistry())) {
      // given
      application.start();
      assertThat(application.awaitRunning(PATIENCE)).isTrue();
      assertThat(versions(application)).containsExactly(URN + " " + versionsBefore);
      delete(settings.contractsTopic());
      await()
          .atMost(PATIENCE)
          .until(() -> !log.linesWith(settings.contractsTopic() + " is gone").isEmpty());
      assertThat(versions(application)).containsExactly(URN + " " + versionsBefore);
      int linesWhenNoticed = log.linesWith(settings.contractsTopic()).size();
      // when
      create(settings);
      apply(settings, versionsAfter);
      // then
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(versions(application)).containsExactly(URN + " " + versionsAfter));
      assertThat(application.alive()).isTrue();
      assertThat(log.linesWith(settings.contractsTopic()).size() - linesWhenNoticed)
          .as("%s", log.lines())
          .isLessThan(10);
    }
  }
}
