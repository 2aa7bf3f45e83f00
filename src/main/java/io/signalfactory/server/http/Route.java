package io.signalfactory.server.http;

import java.util.List;

/**
 * One kind of call that the server answers.
 *
 * @param method the HTTP method; a route for GET answers HEAD as well
 * @param path the path, with {@code {name}} for each variable part
 * @param parameters the names of its query parameters
 * @param summary what the response is, for people
 * @param action what the route does
 */
public record Route(
    String method, String path, List<String> parameters, String summary, Action action) {

  public Route {
    parameters = List.copyOf(parameters);
  }

  /** A route for GET and HEAD. */
  public static Route get(String path, List<String> parameters, String summary, Action action) {
    return new Route("GET", path, parameters, summary, action);
  }

  /** The same route with another action. */
  public Route with(Action other) {
    return new Route(method, path, parameters, summary, other);
  }
}
