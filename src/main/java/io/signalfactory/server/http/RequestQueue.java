package io.signalfactory.server.http;

import java.util.List;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.QoSHandler;

/**
 * Lets requests wait for a thread, those of probes and streams excepted. Who has the fewest
 * requests here is answered first, so that one client with many does not hold up the others.
 *
 * <p>A subclass, as Jetty asks it for the priority of a request.
 */
final class RequestQueue extends QoSHandler {

  /** Requests that are answered at a time; probes and streams have the remaining threads. */
  static final int MAX_REQUESTS = 24;

  private static final int MAX_WAITING = 256;
  private static final int HIGHEST_PRIORITY = 10;

  private final ConnectionGuard guard;

  RequestQueue(
      List<Route> routes, String basePath, ConnectionLimits limits, ConnectionGuard guard) {
    this.guard = guard;
    setMaxRequestCount(MAX_REQUESTS);
    setMaxSuspendedRequestCount(MAX_WAITING);
    setMaxSuspend(limits.inQueue());
    routes.stream()
        .filter(Route::atOnce)
        .flatMap(route -> Routing.pathsOf(route, basePath).stream())
        .forEach(this::excludePath);
  }

  @Override
  protected int getPriority(Request request) {
    int requests = guard.requestsOfClient(request.getConnectionMetaData().getConnection());
    return Math.max(0, HIGHEST_PRIORITY - requests);
  }

  /** Whether requests wait for a thread. */
  boolean isInUse() {
    return getSuspendedRequestCount() > 0;
  }
}
