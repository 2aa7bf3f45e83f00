package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.deployment.Deployment;
import io.signalfactory.deployment.DeploymentForm;
import io.signalfactory.deployment.DeploymentJson;
import io.signalfactory.query.Instance;
import io.signalfactory.server.http.Call;
import io.signalfactory.server.http.Mistake;
import io.signalfactory.server.http.ProblemException;
import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes reports of deployments. */
final class DeploymentResource implements Resource {

  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;

  private final Instance instance;
  private final ControlPlane control;
  private final InstantSource clock;

  DeploymentResource(Instance instance, ControlPlane control, InstantSource clock) {
    this.instance = instance;
    this.control = control;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/v1/deployments", List.of(), "reports a deployment", this::report));
  }

  private Response report(Call call) {
    String type = call.header("Content-Type").orElse("").split(";", -1)[0].strip();
    if (!type.toLowerCase(Locale.ROOT).equals(Response.JSON)) {
      throw ProblemException.unsupportedMediaType(
          "send a deployment as application/json, in the header Content-Type");
    }
    DeploymentForm.Checked checked = DeploymentJson.check(call.body(), clock.instant());
    Deployment deployment = checked.deployment();
    if (deployment == null) {
      throw ProblemException.invalid(
          "this is no deployment: nothing was reported",
          checked.mistakes().stream().map(Mistake::of).toList());
    }
    Map<String, Long> published =
        WriteFailures.told(() -> control.deployments().publish(deployment));
    boolean inEffect = WriteFailures.inEffect(instance, published, control.effectWithin());
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("in_effect", inEffect);
    tree.set("deployment", DeploymentJson.tree(deployment));
    return Response.json(inEffect ? CREATED : ACCEPTED, tree);
  }
}
