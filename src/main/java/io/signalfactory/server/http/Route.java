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
 * @param forProbes whether it is answered even while other requests wait for a thread; its path has
 *     no variable part, and its answer is short and needs no work
 */
public record Route(
    String method,
    String path,
    List<String> parameters,
    String summary,
    Action action,
    boolean forProbes) {

  public Route {
    parameters = List.copyOf(parameters);
  }

  /** A route for GET and HEAD. */
  public static Route get(String path, List<String> parameters, String summary, Action action) {
    return new Route("GET", path, parameters, summary, action, false);
  }

  /** A route for GET and HEAD that probes ask. */
  public static Route probe(String path, String summary, Action action) {
    return new Route("GET", path, List.of(), summary, action, true);
  }

  /** The same route with another action. */
  public Route with(Action other) {
    return new Route(method, path, parameters, summary, other, forProbes);
  }
}
