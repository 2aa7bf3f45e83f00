package io.signalfactory.peer;

import io.signalfactory.query.Address;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The other instances, to be asked over HTTP. Connections are kept open. An instance that does not
 * answer costs at most a few waiting questions, and after some failures none for a while. Thread-
 * safe.
 */
public final class Peers {

  /**
   * A header that every answer of an instance to another has. Whatever else listens at the address,
   * or an instance of an earlier release, does not send it, and is not believed.
   */
  public static final String MARK = "Signal-Factory-Holding";

  private static final String NOT_IN_URLS = "\"#<>[\\]^`{|}";

  private final HttpClient client;
  private final String scheme;
  private final Supplier<Map<String, String>> credentials;
  private final PeerLimits limits;
  private final LongSupplier nanoClock;
  private final Semaphore inTotal;
  private final Map<Address, Peer> peers = new ConcurrentHashMap<>();

  /** An instance in the same network is there at once or not at all. */
  private static final Duration CONNECTS_WITHIN = Duration.ofMillis(500);

  /**
   * The other instances, within the limits of a running application.
   *
   * @param tls what they are believed by, and what this instance shows them; null for plain HTTP
   * @param credentials the headers by which this instance proves what it is, asked for each time
   */
  public static Peers connect(@Nullable SSLContext tls, Supplier<Map<String, String>> credentials) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTS_WITHIN);
    if (tls != null) {
      client.sslContext(tls);
    }
    return new Peers(
        client.build(),
        tls == null ? "http" : "https",
        credentials,
        PeerLimits.DEFAULT,
        System::nanoTime);
  }

  /**
   * @param client the connections; made for HTTP/1.1
   * @param scheme http or https, the same for all instances
   * @param credentials the headers by which this instance proves what it is, asked for each time
   * @param nanoClock a clock that only goes forward, in nanoseconds
   */
  Peers(
      HttpClient client,
      String scheme,
      Supplier<Map<String, String>> credentials,
      PeerLimits limits,
      LongSupplier nanoClock) {
    this.client = client;
    this.scheme = scheme;
    this.credentials = credentials;
    this.limits = limits;
    this.nanoClock = nanoClock;
    this.inTotal = new Semaphore(limits.inTotal());
  }

  /** What is known of one instance. */
  private record Peer(Breaker breaker, Semaphore questions) {}

  /**
   * Asks an instance with a GET.
   *
   * @param target the path, and the query if there is one, percent-encoded
   * @param headers further headers
   * @param within when there has to be an answer
   * @return the answer, whatever its status; fails with a {@link PeerException} if there is none in
   *     time, none that is from an instance, or if the instance is not asked: because it did not
   *     answer a moment ago, or too many questions wait
   */
  public CompletableFuture<PeerAnswer> ask(
      Address address, String target, Map<String, String> headers, Duration within) {
    Peer peer =
        peers.computeIfAbsent(
            address,
            a ->
                new Peer(
                    new Breaker(limits.failures(), limits.rest().toNanos(), nanoClock),
                    new Semaphore(limits.perPeer())));
    if (!peer.breaker().lets()) {
      return refused(address + " did not answer a moment ago");
    }
    if (!peer.questions().tryAcquire()) {
      peer.breaker().withdrawn();
      return refused("too many questions wait for " + address);
    }
    if (!inTotal.tryAcquire()) {
      peer.questions().release();
      peer.breaker().withdrawn();
      return refused("too many questions wait for other instances");
    }
    return send(request(address, target, headers, within), within)
        .whenComplete(
            (answer, failure) -> {
              inTotal.release();
              peer.questions().release();
              if (failure == null) {
                peer.breaker().succeeded();
              } else {
                peer.breaker().failed();
              }
            })
        .exceptionallyCompose(failure -> refused(address + " " + reason(failure, within), failure));
  }

  private HttpRequest request(
      Address address, String target, Map<String, String> headers, Duration within) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(scheme + "://" + address + encoded(target)))
            .timeout(within);
    headers.forEach(request::setHeader);
    credentials.get().forEach(request::setHeader);
    return request.build();
  }

  /** Clients send what a URL may not have, and servers take it; only a strict one does not. */
  private static String encoded(String target) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : target.getBytes(StandardCharsets.UTF_8)) {
      if (each > ' ' && each < 127 && NOT_IN_URLS.indexOf(each) < 0) {
        encoded.append((char) each);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
      }
    }
    return encoded.toString();
  }

  private CompletableFuture<PeerAnswer> send(HttpRequest request, Duration within) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request, head -> new BoundedBody(limits.maxBodyBytes()));
    // The client's own limit ends with the headers; a body could come for ever.
    return sent.copy()
        .orTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (response, failure) -> {
              if (failure != null) {
                sent.cancel(true);
              }
            })
        .thenApply(Peers::answer);
  }

  private static PeerAnswer answer(HttpResponse<byte[]> response) {
    Map<String, String> headers = new TreeMap<>();
    response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
    PeerAnswer answer = new PeerAnswer(response.statusCode(), headers, response.body());
    if (answer.header(MARK).isEmpty()) {
      throw new PeerException(unbelievable(response.statusCode()), null);
    }
    return answer;
  }

  private static String unbelievable(int status) {
    return switch (status) {
      case 401, 403 ->
          "refuses this instance (" + status + "): all instances need the same credentials";
      case 503 -> "does not answer queries now";
      default -> "does not answer as an instance of this release does (" + status + ")";
    };
  }

  private static String reason(Throwable failure, Duration within) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof PeerException) {
      return String.valueOf(cause.getMessage());
    }
    if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
      return "does not answer within " + within.toMillis() + " ms";
    }
    return cause instanceof ConnectException
        ? "cannot be reached"
        : "does not answer: " + cause.getClass().getSimpleName();
  }

  private static <T> CompletableFuture<T> refused(String reason) {
    return refused(reason, null);
  }

  private static <T> CompletableFuture<T> refused(String reason, @Nullable Throwable cause) {
    return CompletableFuture.failedFuture(new PeerException(reason, cause));
  }
}
