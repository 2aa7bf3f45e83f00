package io.signalfactory.server.api;

import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import java.util.ArrayList;
import java.util.List;

/** The description of the API, as OpenAPI. */
final class DescriptionResource implements Resource {

  private static final String OPENAPI = "/openapi.json";
  private static final String SUMMARY = "the description of the API (OpenAPI 3.1)";

  private final List<Route> others;

  /**
   * @param others the routes of all other resources
   */
  DescriptionResource(List<Route> others) {
    this.others = List.copyOf(others);
  }

  @Override
  public List<Route> routes() {
    Route own = Route.open(OPENAPI, List.of(), SUMMARY, call -> Response.text(SUMMARY));
    List<Route> all = new ArrayList<>(others);
    all.add(own);
    Response description = Response.json(OpenApi.document(all)).withETag();
    return List.of(own.with(call -> description));
  }
}
