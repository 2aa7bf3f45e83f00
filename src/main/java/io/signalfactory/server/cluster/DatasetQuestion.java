package io.signalfactory.server.cluster;

import io.signalfactory.server.http.Call;
import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Something about a dataset that this instance has to know itself before it can answer a call: it
 * is asked of the instance that holds the dataset, which may be this one.
 */
public final class DatasetQuestion {

  private final Route route;
  private final OneHop hop;
  private final LongSupplier nanoClock;

  DatasetQuestion(Route route, OneHop hop, LongSupplier nanoClock) {
    this.route = route;
    this.hop = hop;
    this.nanoClock = nanoClock;
  }

  /**
   * The answer, within the time that a hop may take.
   *
   * @param variables the variable parts of the route's path, not encoded
   * @param asked the call that needs the answer
   * @throws io.signalfactory.query.NotReadyException if nobody can answer now
   * @throws io.signalfactory.server.http.ProblemException if the question is refused, or what it
   *     asks about does not exist
   */
  public Response ask(Map<String, String> variables, Call asked) {
    String target = route.path();
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      target =
          target.replace(
              "{" + variable.getKey() + "}",
              URLEncoder.encode(variable.getValue(), StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return hop.answer(
        new Call(
            route.method(),
            target,
            variables,
            asked.query(),
            Map.of(),
            new byte[0],
            asked.caller(),
            nanoClock.getAsLong()));
  }
}
