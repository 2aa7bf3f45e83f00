package io.signalfactory.server.api;

import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import java.util.ArrayList;
import java.util.List;

/** The description of the API: for programs as OpenAPI, for people as a list. */
final class DescriptionResource implements Resource {

  private static final String OPENAPI = "/openapi.json";

  private final Response openApi;
  private final List<Route> others;

  /**
   * @param others the routes of all other resources
   */
  DescriptionResource(List<Route> others) {
    this.others = List.copyOf(others);
    this.openApi = Response.json(OpenApi.document());
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(OPENAPI, List.of(), "the description of the API (OpenAPI 3.1)", call -> openApi),
        Route.get("/", List.of(), "this list", call -> Response.text(list())));
  }

  private String list() {
    List<Route> all = new ArrayList<>(others);
    all.addAll(routes());
    StringBuilder list = new StringBuilder("signal-factory\n\n");
    for (Route route : all) {
      list.append(route.method()).append(' ').append(route.path());
      if (!route.parameters().isEmpty()) {
        list.append("?").append(String.join("=&", route.parameters())).append('=');
      }
      list.append("\n    ").append(route.summary()).append("\n");
    }
    return list.toString();
  }
}
