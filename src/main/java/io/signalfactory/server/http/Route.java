package io.signalfactory.server.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of call that the server answers.
 *
 * @param method the HTTP method; a route for GET answers HEAD as well
 * @param path the path, with {@code {name}} for each variable part
 * @param parameters the names of its query parameters
 * @param summary what the response is, for people
 * @param action what the route does
 * @param access who may call it
 * @param atOnce whether it is answered even while other requests wait for a thread; its path has no
 *     variable part, and its action is short and needs no work
 * @param dataset the variable part of the path that names the dataset which the route is about;
 *     null if it is not about one
 * @param unhurried whether its action may take longer than a query: who calls it knows that, and
 *     waits
 * @param ofThePage whether it is a part of the page for people: then its query is read in the
 *     browser, so the server takes any, and the description of the API does not name it
 */
public record Route(
    String method,
    String path,
    List<String> parameters,
    String summary,
    Action action,
    Access access,
    boolean atOnce,
    @Nullable String dataset,
    boolean unhurried,
    boolean ofThePage) {

  private static final String GET = "GET";

  public Route {
    parameters = List.copyOf(parameters);
  }

  /** A route for GET and HEAD, for who may read. */
  public static Route get(String path, List<String> parameters, String summary, Action action) {
    return new Route(
        GET, path, parameters, summary, action, Access.READ, false, null, false, false);
  }

  /** A route for GET and HEAD, for everybody. */
  public static Route open(String path, List<String> parameters, String summary, Action action) {
    return new Route(
        GET, path, parameters, summary, action, Access.OPEN, false, null, false, false);
  }

  /**
   * A route for GET and HEAD, for everybody, that is a part of the page.
   *
   * @param path the path; a variable part is for the browser only
   */
  public static Route page(String path, String summary, Action action) {
    return new Route(GET, path, List.of(), summary, action, Access.OPEN, false, null, false, true);
  }

  /** A route for GET and HEAD that probes ask, for everybody. */
  public static Route probe(String path, String summary, Action action) {
    return new Route(GET, path, List.of(), summary, action, Access.OPEN, true, null, false, false);
  }

  /** A route for GET whose answer is a {@link Response#stream}, for who may read. */
  public static Route stream(String path, List<String> parameters, String summary, Action action) {
    return new Route(GET, path, parameters, summary, action, Access.READ, true, null, false, false);
  }

  /** A route for POST, for who may write. */
  public static Route post(String path, List<String> parameters, String summary, Action action) {
    return new Route(
        "POST", path, parameters, summary, action, Access.WRITE, false, null, false, false);
  }

  /** A route for DELETE, for who may write. */
  public static Route delete(String path, List<String> parameters, String summary, Action action) {
    return new Route(
        "DELETE", path, parameters, summary, action, Access.WRITE, false, null, false, false);
  }

  /** A route for GET and HEAD, for other instances only. */
  public static Route peer(String path, List<String> parameters, String summary, Action action) {
    return new Route(
        GET, path, parameters, summary, action, Access.PEER, false, null, false, false);
  }

  /** The same route with another action. */
  public Route with(Action other) {
    return new Route(
        method, path, parameters, summary, other, access, atOnce, dataset, unhurried, ofThePage);
  }

  /**
   * The same route for others: for example a POST that changes nothing is for who may read.
   *
   * @param other who may call it
   */
  public Route forAccess(Access other) {
    return new Route(
        method, path, parameters, summary, action, other, atOnce, dataset, unhurried, ofThePage);
  }

  /**
   * The same route, which is about one dataset: it is answered by the instance that holds it.
   *
   * @param variable the part of the path that names the dataset
   */
  public Route aboutDataset(String variable) {
    return new Route(
        method, path, parameters, summary, action, access, atOnce, variable, unhurried, ofThePage);
  }

  /** The same route, which may take longer than a query. */
  public Route takingLonger() {
    return new Route(
        method, path, parameters, summary, action, access, atOnce, dataset, true, ofThePage);
  }
}
