package io.signalfactory.server.api;

import io.signalfactory.server.http.Access;
import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import java.util.ArrayList;
import java.util.List;

/** The description of the API: for programs as OpenAPI, for people as a list. */
final class DescriptionResource implements Resource {

  private static final String OPENAPI = "/openapi.json";

  private final List<Route> others;

  /**
   * @param others the routes of all other resources
   */
  DescriptionResource(List<Route> others) {
    this.others = List.copyOf(others);
  }

  @Override
  public List<Route> routes() {
    List<Route> all = new ArrayList<>(others);
    all.add(open(OPENAPI, "the description of the API (OpenAPI 3.1)"));
    all.add(open("/", "this list"));
    Response description = Response.json(OpenApi.document(all)).withETag();
    String list = list(all);
    return List.of(
        all.get(all.size() - 2).with(call -> description),
        all.get(all.size() - 1).with(call -> Response.text(list)));
  }

  private static Route open(String path, String summary) {
    return Route.open(path, List.of(), summary, call -> Response.text(summary));
  }

  private static String list(List<Route> all) {
    StringBuilder list = new StringBuilder("signal-factory\n\n");
    for (Route route : all) {
      if (route.access() == Access.PEER) {
        continue;
      }
      list.append(route.method()).append(' ').append(route.path());
      if (!route.parameters().isEmpty()) {
        list.append("?").append(String.join("=&", route.parameters())).append('=');
      }
      list.append("\n    ").append(route.summary()).append("\n");
    }
    return list.toString();
  }
}
