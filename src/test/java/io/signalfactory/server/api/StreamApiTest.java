package io.signalfactory.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalfactory.live.LiveLimits;
import io.signalfactory.server.ServerFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Server-sent events as a client reads them. */
class StreamApiTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  private static final int PATIENCE_MS = 20_000;

  /** An event as it was received. */
  private record Event(@Nullable String id, @Nullable String name, @Nullable String data) {}

  /** A client that stays connected until it is closed. */
  private static final class Client implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;
    private final List<String> head = new ArrayList<>();

    Client(String target, @Nullable String lastId) throws IOException {
      socket = new Socket("127.0.0.1", SERVER.port());
      socket.setSoTimeout(PATIENCE_MS);
      socket
          .getOutputStream()
          .write(
              ("GET "
                      + target
                      + " HTTP/1.0\r\nHost: localhost\r\n"
                      + (lastId == null ? "" : "Last-Event-ID: " + lastId + "\r\n")
                      + "\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.add(line);
      }
    }

    /** The next block that the server ends with an empty line. */
    Event next() throws IOException {
      String id = null;
      String name = null;
      String data = null;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty()) {
          return new Event(id, name, data);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        }
      }
      throw new IOException("the stream has ended");
    }

    /**
     * The next event that has data. A stream begins with an event that has none if nothing that the
     * client missed has been read yet, and a heartbeat has none either.
     */
    Event nextWithData() throws IOException {
      Event event = next();
      while (event.data() == null) {
        event = next();
      }
      return event;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void tellsFromWhereOnItTellsAndThenEachChange() throws IOException {
    // given
    try (Client client = new Client("/api/v1/stream", null)) {
      Event opening = client.next();
      // when
      SERVER.changes.breach(0, "urn:dp:a:b", 1);
      SERVER.changes.state(1, "urn:dp:a:b", 2, true);
      List<Event> events = List.of(client.nextWithData(), client.nextWithData());
      // then
      assertThat(client.head.get(0)).contains(" 200 ");
      assertThat(client.head)
          .anyMatch(line -> line.equalsIgnoreCase("Content-Type: text/event-stream"))
          .anyMatch(line -> line.equalsIgnoreCase("Cache-Control: no-store"));
      assertThat(opening.id()).startsWith("v1-");
      assertThat(opening.data()).isNull();
      assertThat(events).extracting(Event::name).containsExactlyInAnyOrder("breach", "signal");
      assertThat(events)
          .allSatisfy(
              event -> {
                assertThat(event.id()).startsWith("v1-").isNotEqualTo(opening.id());
                assertThat(event.data()).startsWith("{\"dataset_urn\":\"urn:dp:a:b\"");
              });
    }
  }

  @Test
  void goesOnAfterTheLastEventThatTheClientGot() throws IOException {
    // given
    String last;
    try (Client client = new Client("/api/v1/breaches/stream", null)) {
      client.next();
      SERVER.changes.breach(0, "urn:dp:a:b", 1);
      last = client.nextWithData().id();
    }
    SERVER.changes.breach(0, "urn:dp:a:b", 2);
    SERVER.changes.state(0, "urn:dp:a:b", 3, true);
    // when
    try (Client again = new Client("/api/v1/breaches/stream", last)) {
      // then
      assertThat(again.nextWithData().data()).contains("\"number\":2");
      SERVER.changes.breach(0, "urn:dp:a:b", 4);
      assertThat(again.nextWithData().data()).contains("\"number\":4");
    }
  }

  @Test
  void tellsOnlyOfTheDatasetAndTheTopicsAskedFor() throws IOException {
    // given
    try (Client client = new Client("/api/v1/stream?topics=SIGNALS&dataset=urn:dp:a:b", null)) {
      client.next();
      // when
      SERVER.changes.breach(0, "urn:dp:a:b", 1);
      SERVER.changes.state(0, "urn:dp:other:b", 2, true);
      SERVER.changes.state(0, "urn:dp:a:b", 3, true);
      // then
      assertThat(client.nextWithData().data()).contains("\"number\":3");
    }
  }

  @Test
  void tellsAClientWhoseIdMeansNothingHereToLoadAnew() throws IOException {
    // given
    String lastId = "v1-ffffffff-0-0";
    // when
    try (Client client = new Client("/api/v1/stream", lastId)) {
      Event event = client.nextWithData();
      // then
      assertThat(event.name()).isEqualTo("reset");
      assertThat(event.data())
          .isEqualTo("{\"reason\":\"the last event is not one of these topics\"}");
      assertThat(event.id()).startsWith("v1-");
    }
  }

  @Test
  void refusesTopicsThatItDoesNotKnow() {
    // when
    var response = SERVER.get("/api/v1/stream?topics=signals,evidence");
    // then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("some of signals, breaches, separated by commas")
        .contains("signals,evidence");
  }

  @Test
  void whoAsksForTheHeadAloneTakesNoPlace() throws IOException {
    // given more than can listen at a time
    for (int i = 0; i < LiveLimits.DEFAULT.clients() + 5; i++) {
      assertThat(SERVER.send("HEAD", "/api/v1/stream").statusCode()).isEqualTo(200);
    }
    // when
    try (Client client = new Client("/api/v1/stream", null)) {
      // then
      assertThat(client.head.get(0)).contains(" 200 ");
    }
  }

  @Test
  void whoIsGoneBeforeItHearsAnythingLosesItsPlace() throws Exception {
    // given more than can listen at a time
    for (int i = 0; i < LiveLimits.DEFAULT.clients() + 20; i++) {
      try (Socket socket = new Socket("127.0.0.1", SERVER.port())) {
        // What it sends when it closes is a reset, so that writing to it fails.
        socket.setSoLinger(true, 0);
        socket
            .getOutputStream()
            .write("GET /api/v1/stream HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
      }
    }
    // when
    await()
        .atMost(Duration.ofMillis(PATIENCE_MS))
        .until(
            () -> {
              try (Client client = new Client("/api/v1/stream", null)) {
                return !client.head.isEmpty() && client.head.get(0).contains(" 200 ");
              }
            });
    // then
    try (Client client = new Client("/api/v1/stream", null)) {
      assertThat(client.next().id()).startsWith("v1-");
    }
  }
}
