package io.signalfactory.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Clients that are slow on purpose do not keep others from being answered. */
class SlowConnectionsTest {

  private static final Duration PROMPT = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** More than the buffers of a connection on loopback take. */
  private static final byte[] LARGE = new byte[32 << 20];

  private static final ConnectionLimits STRICT =
      new ConnectionLimits(
          1_000,
          128,
          Duration.ofMillis(600),
          Duration.ofMillis(600),
          Duration.ofMillis(600),
          Duration.ofMillis(300),
          Duration.ofMillis(300));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Socket> sockets = new ArrayList<>();
  private final Semaphore busy = new Semaphore(0);
  private HttpListener server;

  @AfterEach
  void close() throws IOException {
    busy.release(1_000);
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  private void start(ConnectionLimits limits) {
    server =
        HttpListener.start(
            Listening.at("127.0.0.1", 0, "http.port"),
            AccessPolicy.everybody(),
            List.of(
                Route.probe("/alive", "a probe", call -> Response.text("alive")),
                Route.get("/query", List.of(), "a query", call -> Response.text("an answer")),
                Route.get("/busy", List.of(), "waits until it may go on", this::busy),
                Route.get(
                    "/large", List.of(), "a large answer", call -> Response.of("a/b", LARGE))),
            registry,
            limits,
            WorkLimits.DEFAULT);
  }

  private Response busy(Call call) {
    busy.acquireUninterruptibly();
    return Response.text("done");
  }

  /** A connection from an address of this machine that begins like this. */
  private Socket connect(String from, String begin) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(4 << 10);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress("127.0.0.1", server.port()), (int) PATIENCE.toMillis());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    send(socket, begin);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private String ask(String path) throws IOException {
    return ask("127.0.0.1", path);
  }

  private String ask(String from, String path) throws IOException {
    Socket socket = connect(from, get(path).replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  private static Duration time(Question question) throws IOException {
    long start = System.nanoTime();
    question.ask();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private double closed(String reason) {
    return registry.get("http.server.connections.closed").tag("reason", reason).counter().count();
  }

  @Test
  void answersWhileOneClientHoldsMoreConnectionsThanThereCanBe() throws IOException {
    // given
    start(ConnectionLimits.DEFAULT);
    for (int i = 0; i < 1_100; i++) {
      connect("127.0.0.1", "G");
    }

    // when
    Duration probe = time(() -> assertThat(ask("/alive")).endsWith("alive"));
    Duration query = time(() -> assertThat(ask("/query")).endsWith("an answer"));

    // then
    assertThat(probe).isLessThan(PROMPT);
    assertThat(query).isLessThan(PROMPT);
    assertThat(closed("crowded")).isGreaterThanOrEqualTo(1_100 - 128);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere, loopback is one address")
  void answersWhileManyClientsHoldMoreConnectionsThanThereCanBe() throws IOException {
    // given
    start(ConnectionLimits.DEFAULT);
    for (int i = 0; i < 1_250; i++) {
      connect("127.0.1." + (1 + i % 25), "GET /query HTTP/1.1\r\nX-Slow: ");
    }

    // when
    Duration probe = time(() -> assertThat(ask("/alive")).endsWith("alive"));
    Duration query = time(() -> assertThat(ask("/query")).endsWith("an answer"));

    // then
    assertThat(probe).isLessThan(PROMPT);
    assertThat(query).isLessThan(PROMPT);
  }

  @Test
  void answersWhileClientsDoNotReadTheirAnswers() throws IOException {
    // given
    start(ConnectionLimits.DEFAULT);
    for (int i = 0; i < 60; i++) {
      connect("127.0.0.1", get("/large"));
    }

    // when
    Duration probe = time(() -> assertThat(ask("/alive")).endsWith("alive"));
    Duration query = time(() -> assertThat(ask("/query")).containsAnyOf("an answer", " 503 "));

    // then
    assertThat(probe).isLessThan(PROMPT);
    assertThat(query).isLessThan(Duration.ofSeconds(2));
    assertThat(closed("slow_reader")).isPositive();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere, loopback is one address")
  void answersOthersWhileOneClientDoesNotReadItsAnswers() throws IOException {
    // given
    start(ConnectionLimits.DEFAULT);
    for (int i = 0; i < 60; i++) {
      connect("127.0.0.1", get("/large"));
    }

    // when
    Duration query = time(() -> assertThat(ask("127.0.0.2", "/query")).endsWith("an answer"));

    // then
    assertThat(query).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere, loopback is one address")
  void aClientThatLeavesItsAnswersUnreadDelaysItsOwnRequestsFirst() throws IOException {
    // given
    start(ConnectionLimits.DEFAULT);
    for (int i = 0; i < 120; i++) {
      connect("127.0.0.2", get("/large"));
    }

    // when
    Duration query = time(() -> assertThat(ask("/query")).endsWith("an answer"));

    // then
    assertThat(query).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void refusesARequestThatHasWaitedTooLong() throws IOException {
    // given
    start(STRICT);
    for (int i = 0; i < 24; i++) {
      connect("127.0.0.1", get("/busy"));
    }
    await().atMost(PATIENCE).until(() -> busy.getQueueLength() == 24);

    // when
    String refusal = ask("/query");

    // then
    assertThat(refusal)
        .startsWith("HTTP/1.1 503 ")
        .contains("Retry-After: 1")
        .contains("urn:signal-factory:problem:overloaded");
  }

  @Test
  void refusesRequestsBeyondThoseThatWaitAndStillAnswersProbes() throws IOException {
    // given
    start(
        new ConnectionLimits(
            1_000,
            1_000,
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60)));
    for (int i = 0; i < 24 + 256; i++) {
      connect("127.0.0.1", get("/busy"));
    }
    await().atMost(PATIENCE).until(() -> busy.getQueueLength() == 24);

    // when
    await().atMost(PATIENCE).until(() -> ask("/query").startsWith("HTTP/1.1 503 "));
    String refusal = ask("/query");
    String probe = ask("/alive");
    busy.release(1_000);

    // then
    assertThat(refusal)
        .contains("Retry-After: 1")
        .contains("urn:signal-factory:problem:overloaded")
        .contains("too many requests wait for an answer");
    assertThat(probe).endsWith("alive");
  }

  @Test
  void closesAConnectionWhoseHeadersTakeTooLongThoughBytesArriveAllTheTime() throws IOException {
    // given
    start(STRICT);
    Socket slow = connect("127.0.0.1", "GET /query HTTP/1.1\r\nX-Slow: ");

    // when
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              send(slow, "x");
              return closed("slow_head") == 1;
            });

    // then
    String answer = new String(slow.getInputStream().readNBytes(28), StandardCharsets.US_ASCII);
    assertThat(answer).isEqualTo("HTTP/1.1 408 Request Timeout");
  }

  @Test
  void closesAConnectionWhoseLaterRequestIsSlow() throws IOException {
    // given
    start(STRICT);
    Socket slow = connect("127.0.0.1", get("/query"));
    String first = new String(slow.getInputStream().readNBytes(15), StandardCharsets.US_ASCII);

    // when
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              send(slow, "G");
              return closed("slow_head") == 1;
            });

    // then
    assertThat(first).isEqualTo("HTTP/1.1 200 OK");
  }

  @Test
  void closesAConnectionWhoseClientDoesNotReadItsAnswer() throws IOException {
    // given
    start(STRICT);
    Socket slow = connect("127.0.0.1", get("/large"));

    // when
    await().atMost(PATIENCE).until(() -> closed("slow_reader") == 1);

    // then
    InputStream rest = slow.getInputStream();
    assertThat(countUntilTheEnd(rest)).isLessThan(LARGE.length);
  }

  /** A connection that is reset ends as well. */
  private static long countUntilTheEnd(InputStream in) {
    long count = 0;
    try {
      for (byte[] part = new byte[8_192]; ; ) {
        int read = in.read(part);
        if (read < 0) {
          return count;
        }
        count += read;
      }
    } catch (IOException e) {
      return count;
    }
  }

  @Test
  void keepsAConnectionThatSendsItsRequestsInTime() throws IOException {
    // given
    start(STRICT);
    Socket steady = connect("127.0.0.1", "");

    // when
    for (int i = 0; i < 20; i++) {
      send(steady, get("/query"));
      byte[] answer = steady.getInputStream().readNBytes(15);
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
      String rest = "";
      while (!rest.endsWith("an answer")) {
        rest += (char) steady.getInputStream().read();
      }
      await().pollDelay(Duration.ofMillis(60)).until(() -> true);
    }

    // then
    assertThat(closed("slow_head")).isZero();
    assertThat(closed("crowded")).isZero();
  }

  /** Asks something. */
  @FunctionalInterface
  private interface Question {
    void ask() throws IOException;
  }
}
