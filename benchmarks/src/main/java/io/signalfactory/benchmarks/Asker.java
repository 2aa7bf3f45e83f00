package io.signalfactory.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalfactory.rig.RigException;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * Asks instances, one question after the other, over connections that stay open. Not thread-safe.
 */
final class Asker implements AutoCloseable {

  private static final int OK = 200;

  /** Well before a server closes a connection that nobody uses. */
  private static final long IDLE_NANOS = 10_000_000_000L;

  private final Map<String, Kept> kept = new HashMap<>();

  private record Kept(KeptConnection connection, long usedAt) {}

  /** What came, and how long it took from the question to its last byte. */
  record Answer(byte[] body, double millis) {}

  /**
   * Asks and waits.
   *
   * @throws RigException if the answer is anything but 200
   */
  Answer ask(String url, boolean compressed) {
    try {
      URI uri = URI.create(url);
      KeptConnection connection = connection(uri);
      long began = System.nanoTime();
      KeptConnection.Answer answer = connection.get(target(uri), compressed);
      double millis = (System.nanoTime() - began) / 1e6;
      if (answer.status() != OK) {
        throw new RigException(
            url + " answers " + answer.status() + ": " + new String(answer.body(), UTF_8));
      }
      return new Answer(answer.body(), millis);
    } catch (IOException e) {
      throw new RigException(url + " does not answer: " + e);
    }
  }

  /** Asks and waits: the status, or the name of what failed. */
  String status(String url) {
    URI uri = URI.create(url);
    try {
      return Integer.toString(connection(uri).get(target(uri), false).status());
    } catch (IOException e) {
      kept.remove(uri.getAuthority());
      return e.getClass().getSimpleName();
    }
  }

  private KeptConnection connection(URI uri) throws IOException {
    long now = System.nanoTime();
    Kept known = kept.remove(uri.getAuthority());
    if (known != null && now - known.usedAt() > IDLE_NANOS) {
      known.connection().close();
      known = null;
    }
    KeptConnection open = known == null ? KeptConnection.open(uri.toString()) : known.connection();
    kept.put(uri.getAuthority(), new Kept(open, now));
    return open;
  }

  private static String target(URI uri) {
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  @Override
  public void close() {
    for (Kept each : kept.values()) {
      try {
        each.connection().close();
      } catch (IOException e) {
        // It is of no use any more.
      }
    }
  }
}
