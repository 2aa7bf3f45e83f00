package io.signalfactory.server.api;

import io.signalfactory.server.cluster.ListRoute;
import io.signalfactory.server.http.Route;
import java.util.List;

/** The routes of one kind of thing, such as breaches. */
interface Resource {

  /** Its routes, each of which answers from the stores of this instance. */
  List<Route> routes();

  /** Its lists that every instance has a part of. */
  default List<ListRoute> lists() {
    return List.of();
  }
}
