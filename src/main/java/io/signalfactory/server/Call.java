package io.signalfactory.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, as far as actions look at it.
 *
 * @param pathParameters the parts of the path that the route names, decoded
 * @param query the query parameters, of which the route knows each
 * @param accept the media types that the client takes; null if it does not say
 */
record Call(Map<String, String> pathParameters, QueryParameters query, @Nullable String accept) {

  /** A part of the path that the route names. */
  String path(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no {" + name + "}");
    }
    return value;
  }
}
