package io.signalfactory.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.server.http.AccessPolicy.Admission;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The time of a request is counted from its arrival. */
class RequestTimeTest {

  private static final Duration PROMISED = Duration.ofSeconds(2);

  private final AtomicLong now = new AtomicLong();

  /** A request that arrived when the clock began. */
  private record Arrived(String method, Admission admission) implements ActionRunner.Incoming {

    @Override
    public String path() {
      return "/thing";
    }

    @Override
    public Call read(Caller caller) {
      return new Call(
          method,
          "/thing",
          Map.of(),
          QueryParameters.of(QueryString.parse(null), List.of()),
          Map.of(),
          new byte[0],
          caller,
          0);
    }
  }

  private static Route route(String kind) {
    Action action = call -> Response.text("done");
    return switch (kind) {
      case "query" -> Route.get("/thing", List.of(), "a thing", action);
      case "scrape" -> Route.get("/thing", List.of(), "a thing", action).takingLonger();
      case "check" ->
          Route.post("/thing", List.of(), "checks a thing", action).forAccess(Access.READ);
      default -> Route.post("/thing", List.of(), "makes a thing", action);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "query, GET, 1700, 200",
    "query, GET, 1800, 503",
    "query, HEAD, 1800, 503",
    "query, GET, 9000, 503",
    "scrape, GET, 1800, 200",
    "scrape, GET, 10000, 503",
    "check, POST, 9000, 200",
    "change, POST, 20000, 200"
  })
  void aQueryThatHasWaitedForTooLongIsNotBegun(
      String kind, String method, long waitedMs, int status) {
    // given
    Admission everybody =
        AccessPolicy.everybody()
            .admit(Access.READ, new AccessPolicy.Credentials(null, List.of(), "127.0.0.1"));
    try (Workers workers = new Workers(1)) {
      ActionRunner runner =
          new ActionRunner(new SimpleMeterRegistry(), workers, WorkLimits.DEFAULT, now::get);
      now.set(Duration.ofMillis(waitedMs).toNanos());

      // when
      Response response = runner.run(route(kind), new Arrived(method, everybody));

      // then
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.headers().containsKey("Retry-After")).isEqualTo(status == 503);
    }
  }

  @Test
  void everybodyIsAnsweredInTimeWhileAllThreadsHang() throws Exception {
    // given
    CountDownLatch never = new CountDownLatch(1);
    Route hangs =
        Route.get(
            "/hangs",
            List.of(),
            "hangs",
            call -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return Response.text("too late");
            });
    try (ListenerKit server = ListenerKit.start(hangs)) {
      long began = System.nanoTime();

      // when
      List<CompletableFuture<HttpResponse<String>>> asked =
          Stream.generate(() -> server.request("GET", "/hangs", BodyPublishers.noBody()))
              .limit(3L * RequestQueue.MAX_REQUESTS)
              .map(request -> server.client().sendAsync(request, BodyHandlers.ofString()))
              .toList();

      // then
      for (CompletableFuture<HttpResponse<String>> one : asked) {
        HttpResponse<String> response = one.join();
        // A machine that is busy with other tests takes some time for so many connections.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PROMISED.plusSeconds(4));
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.headers().firstValue("Content-Type"))
            .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
      }
    }
  }
}
