package io.signalfactory.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import io.signalfactory.text.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** The log as it is configured in production: no text of others forges a line of it. */
class LogLineProperties {

  private static final String FORGED =
      "\n2026-01-14T12:00:00.000Z INFO  [main] i.s.stream.ContractProcessor - all is well";

  private final LoggerContext context = new LoggerContext();
  private final Logger root;
  private final ConsoleAppender<ILoggingEvent> appender;

  LogLineProperties() throws JoranException {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
    root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    appender = (ConsoleAppender<ILoggingEvent>) root.getAppender("STDERR");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "urn:dp:a:b",
            FORGED,
            "\u001b]0;title\u0007",
            "\u001b[2J",
            "\r",
            "\u0085",
            "\u202e",
            "\u200b",
            "\u2066",
            "\ufeff",
            "\u2028",
            "\ud83d",
            "\tat java.lang.Object",
            "é 漢")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  private List<String> logged(String text, @Nullable Throwable thrown) {
    LoggingEvent event =
        new LoggingEvent(
            "test", root, Level.WARN, "Refused contract {}", thrown, new Object[] {text});
    event.setThreadName("thread of " + text);
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8).lines().toList();
  }

  @Property
  void aMessageIsOneLineOfPrintableCharacters(@ForAll("texts") String text) {
    // when
    List<String> lines = logged(text, null);

    // then
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).codePoints()).allMatch(Printable::is);
    assertThat(lines.get(0)).contains("WARN ").contains("Refused contract ");
  }

  @Property
  void anExceptionHasALinePerCallWhateverItsMessagesAre(@ForAll("texts") String text) {
    // given
    IOException cause = new IOException(text);
    IllegalStateException thrown = new IllegalStateException(text, cause);
    thrown.addSuppressed(new IllegalArgumentException(text));

    // when
    List<String> lines = logged("x", thrown);

    // then
    String message = Printable.escaped(text);
    assertThat(lines)
        .contains(
            "java.lang.IllegalStateException: " + message,
            "\tSuppressed: java.lang.IllegalArgumentException: " + message,
            "Caused by: java.io.IOException: " + message);
    assertThat(lines.subList(1, lines.size()))
        .allMatch(
            line ->
                line.startsWith("\tat ")
                    || line.startsWith("\t\tat ")
                    || line.startsWith("\t... ")
                    || line.startsWith("\t\t... ")
                    || line.endsWith(": " + message));
  }

  @Example
  void aStackShowsWhereItWasThrown() {
    // given
    IllegalStateException thrown = new IllegalStateException("no");

    // when
    List<String> lines = logged("x", thrown);

    // then
    assertThat(lines.get(1)).isEqualTo("java.lang.IllegalStateException: no");
    assertThat(lines.get(2))
        .startsWith("\tat io.signalfactory.logging.LogLineProperties.aStackShowsWhereItWasThrown(");
  }

  @Example
  void anExceptionThatCausesItselfEnds() {
    // given
    IllegalStateException outer = new IllegalStateException("outer");
    outer.initCause(new IllegalStateException("inner", outer));

    // when
    List<String> lines = logged("x", outer);

    // then
    assertThat(lines)
        .contains("Caused by: [already above: java.lang.IllegalStateException: outer]");
  }
}
