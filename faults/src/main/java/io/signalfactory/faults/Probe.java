package io.signalfactory.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Asks an instance over HTTP, as a probe does: briefly. */
final class Probe {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /**
   * What came.
   *
   * @param status of HTTP; 0 if nothing came in time
   */
  record Answer(int status, String body) {

    static final Answer NONE = new Answer(0, "");

    boolean ok() {
      return status == 200;
    }
  }

  CompletableFuture<Answer> ask(String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
    return client
        .sendAsync(request, BodyHandlers.ofString())
        .thenApply(Probe::answer)
        .exceptionally(failure -> Answer.NONE);
  }

  /** As {@link #ask}, with more time. */
  Answer wait(String url) throws InterruptedException {
    try {
      return answer(
          client.send(
              HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build(),
              BodyHandlers.ofString()));
    } catch (IOException e) {
      return Answer.NONE;
    }
  }

  private static Answer answer(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.body());
  }
}
