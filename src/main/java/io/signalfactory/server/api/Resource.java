package io.signalfactory.server.api;

import io.signalfactory.server.http.Route;
import java.util.List;

/** One kind of thing that can be asked for. */
interface Resource {

  /** The calls about it. */
  List<Route> routes();
}
