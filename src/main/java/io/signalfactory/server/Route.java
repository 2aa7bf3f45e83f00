package io.signalfactory.server;

import java.util.List;

/**
 * One call that the server answers.
 *
 * @param method the HTTP method; a route for GET answers HEAD as well
 * @param path the path, with {@code {name}} for the parts that vary
 * @param parameters the query parameters that it knows
 * @param summary what it answers, for people
 * @param action what it does
 */
record Route(String method, String path, List<String> parameters, String summary, Action action) {

  Route {
    parameters = List.copyOf(parameters);
  }

  static Route get(String path, List<String> parameters, String summary, Action action) {
    return new Route("GET", path, parameters, summary, action);
  }
}
