package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.testkit.BrokerFixture;
import io.signalfactory.testkit.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the log says of a start without trouble: nothing that an operator would look into. */
class QuietStartIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Without those of the broker, which runs in this process too. */
  private static List<String> ofTheApplication(LogCapture log) {
    return log.lines().stream()
        .filter(
            line ->
                line.startsWith("io.signalfactory.")
                    || line.startsWith("org.apache.kafka.streams.")
                    || line.startsWith("org.apache.kafka.clients."))
        .filter(line -> !line.contains("NodeToController"))
        // Rightly: the state of a test is among the system's temporary files.
        .filter(line -> !line.contains("Using an OS temp directory"))
        .toList();
  }

  @Test
  void creatingTheTopicsAndTheFirstAndTheSecondStartLogNoWarningAndNoError() throws Exception {
    // given
    Settings settings =
        BROKER.settings(
            Map.of(
                "application.id",
                "quiet",
                "topic.prefix",
                "quiet.",
                "raw.topic.pattern",
                "quiet-raw",
                "topics.replication.factor",
                "1"));
    BROKER.createTopic("quiet-raw", 2);
    try (LogCapture log = LogCapture.open()) {
      // when
      try (Admin admin = BROKER.admin()) {
        new TopicAdmin(admin).create(OwnTopics.of(settings));
      }
      for (int start = 0; start < 2; start++) {
        try (StreamApplication application =
            new StreamApplication(settings, new SimpleMeterRegistry())) {
          application.start();
          await().atMost(PATIENCE).until(() -> application.readiness().ready());
        }
      }
      // then
      assertThat(ofTheApplication(log)).isEmpty();
    }
  }
}
