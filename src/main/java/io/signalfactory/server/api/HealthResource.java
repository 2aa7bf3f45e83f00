package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.signalfactory.query.Instance;
import io.signalfactory.query.Readiness;
import io.signalfactory.server.http.ProblemException;
import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The health of the instance, for probes. */
final class HealthResource implements Resource {

  private final Instance instance;

  HealthResource(Instance instance) {
    this.instance = instance;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.probe(
            "/health/live", "whether the instance is alive; if not, restart it", call -> live()),
        Route.probe("/health/ready", "whether the instance answers queries", call -> ready()));
  }

  private Response live() {
    if (!instance.alive()) {
      throw ProblemException.notAlive(
          "the stream application is "
              + instance.state()
              + " and will not recover: restart this instance");
    }
    return status("live");
  }

  private Response ready() {
    Readiness readiness = instance.readiness();
    if (!readiness.ready()) {
      throw ProblemException.notReady(
          readiness.reason() + "; since " + readiness.since().truncatedTo(ChronoUnit.SECONDS));
    }
    return status("ready");
  }

  private Response status(String status) {
    return Response.json(
        JsonNodeFactory.instance.objectNode().put("status", status).put("state", instance.state()));
  }
}
