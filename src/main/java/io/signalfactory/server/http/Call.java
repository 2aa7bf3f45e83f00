package io.signalfactory.server.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, as far as actions need it.
 *
 * @param pathParameters the variable parts of the path by name, decoded
 * @param query the query parameters; the route knows each of them
 * @param accept the media types that the client accepts; null if it does not say
 */
public record Call(
    Map<String, String> pathParameters, QueryParameters query, @Nullable String accept) {

  public Call {
    pathParameters = Map.copyOf(pathParameters);
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
}
