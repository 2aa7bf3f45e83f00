package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.signalfactory.query.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SightLogTest {

  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

  private final Logger logger = (Logger) LoggerFactory.getLogger(SightLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final SightLog log = new SightLog();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  private List<String> said() {
    return lines.list.stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  @Test
  void saysBlindnessOnceThenEveryMinuteAndThatItIsOver() {
    // when
    for (int second = 0; second < 130; second++) {
      Duration age = Duration.ofSeconds(10 + second);
      log.look(
          Sight.blind(START, age, "no answer from the cluster for " + age.toSeconds() + " s"),
          START.plus(age));
    }
    for (int second = 0; second < 70; second++) {
      log.look(Sight.clear(START, Duration.ofSeconds(2)), START.plusSeconds(140 + second));
    }

    // then
    assertThat(said()).hasSize(4);
    assertThat(said().get(0))
        .startsWith("WARN This instance is blind: no answer from the cluster for 10 s.");
    assertThat(said().get(1)).contains("for 70 s.");
    assertThat(said().get(2)).contains("for 130 s.");
    assertThat(said().get(3))
        .startsWith("INFO This instance sees all of its datasets again, 130 s after");
  }
}
