package io.signalfactory.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalfactory.rig.RigException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Asks instances over connections that stay open. */
final class Asker {

  private static final int OK = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  /** What came, and how long it took from the question to its last byte. */
  record Answer(byte[] body, double millis) {}

  /**
   * Asks and waits.
   *
   * @throws RigException if the answer is anything but 200
   */
  Answer ask(String url, boolean compressed) throws InterruptedException {
    long began = System.nanoTime();
    try {
      HttpResponse<byte[]> answer =
          client.send(request(url, compressed), BodyHandlers.ofByteArray());
      double millis = (System.nanoTime() - began) / 1e6;
      if (answer.statusCode() != OK) {
        throw new RigException(
            url + " answers " + answer.statusCode() + ": " + new String(answer.body(), UTF_8));
      }
      return new Answer(answer.body(), millis);
    } catch (IOException e) {
      throw new RigException(url + " does not answer: " + e);
    }
  }

  /** Asks and does not wait: what it gets is the status, or the name of what failed. */
  CompletableFuture<String> askLater(String url) {
    return client
        .sendAsync(request(url, false), BodyHandlers.discarding())
        .handle(
            (answer, failure) ->
                failure == null
                    ? Integer.toString(answer.statusCode())
                    : failure.getClass().getSimpleName());
  }

  private static HttpRequest request(String url, boolean compressed) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
    if (compressed) {
      request.header("Accept-Encoding", "gzip");
    }
    return request.build();
  }
}
