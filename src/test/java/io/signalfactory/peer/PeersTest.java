package io.signalfactory.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.signalfactory.query.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking a server that a test lets do anything. */
class PeersTest {

  private static final Duration WITHIN = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration REST = Duration.ofSeconds(60);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final Peers peers = peers(new PeerLimits(2, 3, 3, REST, 1_000));
  private HttpServer server;

  private static Peers peers(PeerLimits limits) {
    return new Peers(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
        "http",
        () -> Map.of("Authorization", "Bearer secret"),
        limits,
        System::nanoTime);
  }

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    goOn.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private Address address() {
    return new Address("127.0.0.1", server.getAddress().getPort());
  }

  private void answer(HttpExchange call) throws IOException {
    asked.incrementAndGet();
    String path = call.getRequestURI().getRawPath();
    byte[] body = call.getRequestURI().toString().getBytes(StandardCharsets.UTF_8);
    if (path.startsWith("/waits")) {
      await();
    }
    if (path.startsWith("/rubbish")) {
      call.getResponseHeaders().add("X-Other", "1");
    } else {
      call.getResponseHeaders().add(Peers.MARK, "active");
      call.getResponseHeaders()
          .add("X-Seen", String.valueOf(call.getRequestHeaders().getFirst("Authorization")));
    }
    if (path.startsWith("/long")) {
      body = new byte[1_001];
    }
    call.sendResponseHeaders(path.startsWith("/missing") ? 404 : 200, body.length + 1);
    call.getResponseBody().write(body);
    call.getResponseBody().flush();
    if (path.startsWith("/trickles")) {
      await();
    }
    call.getResponseBody().write('!');
    call.close();
  }

  private void await() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<PeerAnswer> ask(String target, Duration within) {
    return peers.ask(address(), target, Map.of("Accept", "application/json"), within);
  }

  private static String reason(CompletableFuture<?> answer) {
    try {
      answer.join();
      throw new AssertionError("there is an answer");
    } catch (CompletionException e) {
      assertThat(e.getCause()).isInstanceOf(PeerException.class);
      return String.valueOf(e.getCause().getMessage());
    }
  }

  @Test
  void hasTheAnswerWithItsStatusAndSendsItsCredentials() {
    // when
    PeerAnswer answer = ask("/missing?a=%20b", LONG).join();

    // then
    assertThat(answer.status()).isEqualTo(404);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("/missing?a=%20b!");
    assertThat(answer.header(Peers.MARK.toUpperCase(java.util.Locale.ROOT))).contains("active");
    assertThat(answer.header("X-Seen")).contains("Bearer secret");
  }

  @Test
  void encodesWhatAUrlMayNotHave() {
    // when
    PeerAnswer answer = ask("/a|b\"[é]?c={d}%20", LONG).join();

    // then
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo("/a%7Cb%22%5B%C3%A9%5D?c=%7Bd%7D%20!");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/waits", "/trickles"})
  void waitsForAnAnswerAndAllOfItsBodyNoLongerThanItMay(String path) {
    // given
    long before = System.nanoTime();

    // when
    String reason = reason(ask(path, WITHIN));

    // then
    assertThat(reason).isEqualTo(address() + " does not answer within 300 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void doesNotBelieveWhatIsNotFromAnInstance() {
    // when / then
    assertThat(reason(ask("/rubbish", LONG)))
        .isEqualTo(address() + " does not answer as an instance of this release does (200)");
  }

  @Test
  void readsNoAnswerThatIsTooLong() {
    // when / then
    assertThat(reason(ask("/long", LONG))).startsWith(address() + " does not answer: ");
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    // given
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Address nobody = new Address("127.0.0.1", port);

    // when / then
    assertThat(reason(peers.ask(nobody, "/", Map.of(), LONG)))
        .isEqualTo(nobody + " cannot be reached");
  }

  @Test
  void leavesAnInstanceAloneThatHasNotAnsweredSeveralTimes() {
    // given
    for (int i = 0; i < 3; i++) {
      reason(ask("/waits", WITHIN));
    }
    int before = asked.get();

    // when
    String reason = reason(ask("/", LONG));

    // then
    assertThat(reason).isEqualTo(address() + " did not answer a moment ago");
    assertThat(asked.get()).isEqualTo(before);
  }

  @Test
  void asksOneInstanceOnlySoMuchAtATime() {
    // given
    List<CompletableFuture<PeerAnswer>> waiting = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      waiting.add(ask("/waits", LONG));
    }

    // when
    String reason = reason(ask("/", LONG));
    goOn.countDown();
    waiting.forEach(CompletableFuture::join);

    // then
    assertThat(reason).isEqualTo("too many questions wait for " + address());
    assertThat(ask("/", LONG).join().status()).isEqualTo(200);
  }

  @Test
  void asksAllInstancesOnlySoMuchAtATime() {
    // given
    Peers few = peers(new PeerLimits(5, 2, 3, REST, 1_000));
    List<CompletableFuture<PeerAnswer>> waiting = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      waiting.add(few.ask(address(), "/waits", Map.of(), LONG));
    }

    // when
    String reason = reason(few.ask(new Address("localhost", 1), "/", Map.of(), LONG));
    goOn.countDown();
    waiting.forEach(CompletableFuture::join);

    // then
    assertThat(reason).isEqualTo("too many questions wait for other instances");
  }

  @Test
  void aQuestionThatFailsGivesItsPlaceToAnother() {
    // given
    Peers patient = peers(new PeerLimits(1, 1, 100, REST, 1_000));
    for (int i = 0; i < 5; i++) {
      reason(patient.ask(address(), "/waits", Map.of(), WITHIN));
    }

    // when
    PeerAnswer answer = patient.ask(address(), "/", Map.of(), LONG).join();

    // then
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void anAnswerIsNotAwaitedOnTheThreadThatAsks() {
    // when
    CompletableFuture<PeerAnswer> answer = ask("/waits", LONG);

    // then
    assertThat(answer).isNotDone();
  }
}
