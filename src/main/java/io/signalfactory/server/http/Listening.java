package io.signalfactory.server.http;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens.
 *
 * @param host a name or address of this machine
 * @param port the port; 0 chooses a free one
 * @param portKey the key that sets the port, for messages
 * @param furtherNames host names under which clients reach this server, beside {@code host} and
 *     {@code localhost}; a server on loopback refuses all others
 * @param basePath what is in front of the paths of all routes, such as {@code /signals}; empty if
 *     there is nothing
 * @param encryption TLS; null for plain HTTP
 */
public record Listening(
    String host,
    int port,
    String portKey,
    Collection<String> furtherNames,
    String basePath,
    @Nullable Encryption encryption) {

  public Listening {
    furtherNames = List.copyOf(furtherNames);
  }

  /** A server without further names, without a base path, and without TLS. */
  public static Listening at(String host, int port, String portKey) {
    return new Listening(host, port, portKey, List.of(), "", null);
  }
}
