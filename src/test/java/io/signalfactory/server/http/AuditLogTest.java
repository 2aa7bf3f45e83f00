package io.signalfactory.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One line for each change over HTTP, and each attempt. */
class AuditLogTest {

  private static final String SECRET = "0123456789abcdef";

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(AuditLog.NAME);
  private final ListenerKit server =
      ListenerKit.start(
          Listening.at("127.0.0.1", 0, "http.port"),
          new AccessPolicy(
              () ->
                  new Tokens(
                      List.of(new Token("dashboards", "read-" + SECRET)),
                      List.of(new Token("alice", "write-" + SECRET)),
                      List.of()),
              true,
              false,
              Set.of()),
          Route.post(
              "/things",
              List.of("force"),
              "makes some",
              call -> Response.text("made").about(List.of("urn:a", "urn:b"))),
          Route.delete(
              "/things/{urn}",
              List.of(),
              "removes one",
              call -> {
                throw ProblemException.conflict("it is in use");
              }),
          Route.get("/things", List.of(), "lists them", call -> Response.text("some")));

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void close() {
    logger.detachAppender(lines);
    logger.setLevel(null);
    server.close();
  }

  private List<String> lines() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void saysWhoDidWhatFromWhereAndWhatCameOfIt() {
    // when
    server.post("/things?force=true", "content: secret", "Authorization", "Bearer write-" + SECRET);

    // then
    assertThat(lines())
        .containsExactly("alice from 127.0.0.1: POST /things?force=true of urn:a, urn:b: 200");
  }

  @Test
  void namesTheDatasetOfThePathAndTheOutcomeOfARefusal() {
    // when
    server.send(
        "DELETE",
        "/things/urn:c",
        BodyPublishers.noBody(),
        "Authorization",
        "Bearer write-" + SECRET);

    // then
    assertThat(lines()).containsExactly("alice from 127.0.0.1: DELETE /things/{urn} of urn:c: 409");
  }

  @Test
  void hasAttemptsWithoutTheRightToken() {
    // when
    server.post("/things", "x", "Authorization", "Bearer read-" + SECRET);
    server.post("/things", "x", "Authorization", "Bearer wrong-" + SECRET);
    server.post("/things", "x");

    // then
    assertThat(lines())
        .containsExactly(
            "dashboards from 127.0.0.1: POST /things: 403",
            "anonymous from 127.0.0.1: POST /things: 401",
            "anonymous from 127.0.0.1: POST /things: 401");
  }

  @Test
  void hasNoTokenNoContentAndNoReads() {
    // when
    server.get("/things", "Authorization", "Bearer write-" + SECRET);
    server.post("/things", "content: hidden", "Authorization", "Bearer write-" + SECRET);
    server.post("/things?force=" + "z".repeat(2_000) + "&other=1", "hidden");

    // then
    assertThat(lines()).hasSize(2);
    assertThat(lines())
        .allSatisfy(line -> assertThat(line).doesNotContain(SECRET, "hidden").hasSizeLessThan(300));
  }

  @Test
  void countsRefusalsInsteadOfWritingEachOfThem() {
    // given
    AtomicLong nanos = new AtomicLong();
    AuditLog log = new AuditLog(nanos::get);
    Route route = Route.post("/things", List.of(), "makes some", call -> Response.text("made"));
    Caller caller = Caller.anonymous("10.0.0.7");
    Response refused = Response.problem(Problem.forbidden("no"), "/things");
    for (int i = 0; i < 100; i++) {
      log.write(route, "POST", caller, null, refused);
    }
    log.write(route, "POST", caller, null, Response.text("made"));

    // when
    nanos.set(Duration.ofMinutes(1).toNanos());
    log.write(route, "POST", caller, null, refused);

    // then
    assertThat(lines()).hasSize(20 + 1 + 2);
    assertThat(lines().subList(20, 23))
        .containsExactly(
            "anonymous from 10.0.0.7: POST /things: 200",
            "80 more attempts were refused",
            "anonymous from 10.0.0.7: POST /things: 403");
  }
}
