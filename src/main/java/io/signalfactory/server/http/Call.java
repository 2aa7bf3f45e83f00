package io.signalfactory.server.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request, as far as actions need it.
 *
 * @param method the HTTP method; HEAD is possible where the route has GET
 * @param target the path and the query as they were sent, undecoded, without the base path
 * @param pathParameters the variable parts of the path by name, decoded
 * @param query the query parameters; the route knows each of them
 * @param headers the values of the headers by their names in lower case
 * @param body the body; empty if there is none, and for GET and HEAD
 * @param caller who makes the call
 * @param arrivedAt when its headers had arrived, by {@link System#nanoTime} in a running server
 */
public record Call(
    String method,
    String target,
    Map<String, String> pathParameters,
    QueryParameters query,
    Map<String, List<String>> headers,
    byte[] body,
    Caller caller,
    long arrivedAt) {

  public Call {
    pathParameters = Map.copyOf(pathParameters);
    headers = Map.copyOf(headers);
  }

  /**
   * A variable part of the path.
   *
   * @param name its name in the path of the route
   * @throws IllegalArgumentException if the route has no such part
   */
  public String path(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no {" + name + "}");
    }
    return value;
  }

  /**
   * The value of a header. One that was sent several times is one list, as RFC 9110 has it.
   *
   * @param name its name, in upper or lower case
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(java.util.Locale.ROOT)))
        .map(values -> String.join(", ", values));
  }

  /** The media types that the client accepts; null if it does not say. */
  public @Nullable String accept() {
    return header("Accept").orElse(null);
  }
}
