package io.signalfactory.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatedLinesTest {

  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void setUp() {
    RepeatedLines filter = new RepeatedLines();
    filter.setContext(context);
    filter.start();
    logged.setContext(context);
    logged.addFilter(filter);
    logged.start();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(logged);
  }

  @AfterEach
  void tearDown() {
    context.stop();
  }

  @Test
  void aFloodOfKafkasClientsIsOneLine() {
    // given
    Logger kafka = context.getLogger("org.apache.kafka.clients.consumer.internals.Fetch");
    // when
    for (int i = 0; i < 3_000; i++) {
      kafka.warn("[Consumer clientId=c-{}] unknown topic in fetch {}", i % 4, i);
    }
    // then
    assertThat(logged.list).hasSize(1);
  }

  @Test
  void linesOfOthersAndWhatIsLessThanAWarningPassEachTime() {
    // given
    Logger ours = context.getLogger("io.signalfactory.stream.Something");
    Logger kafka = context.getLogger("org.apache.kafka.clients.Something");
    // when
    for (int i = 0; i < 3; i++) {
      ours.warn("the same");
      kafka.info("the same");
    }
    // then
    assertThat(logged.list).hasSize(6);
  }

  @Test
  void anotherExceptionIsAnotherLine() {
    // given
    Logger kafka = context.getLogger("org.apache.kafka.streams.Something");
    // when
    kafka.error("failed", new IllegalStateException("one"));
    kafka.error("failed", new IllegalStateException("one"));
    kafka.error("failed", new IllegalArgumentException("two"));
    // then
    assertThat(logged.list).hasSize(2);
  }
}
