package io.signalfactory.server.api;

import io.signalfactory.server.http.Route;
import java.util.List;

/** The routes of one kind of thing, such as breaches. */
interface Resource {

  /** Its routes. */
  List<Route> routes();
}
