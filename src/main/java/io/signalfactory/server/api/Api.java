package io.signalfactory.server.api;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.signalfactory.lookback.EvidenceLookback;
import io.signalfactory.peer.Peers;
import io.signalfactory.query.Instance;
import io.signalfactory.query.NotReadyException;
import io.signalfactory.query.Queries;
import io.signalfactory.query.Readiness;
import io.signalfactory.server.cluster.ClusterRoutes;
import io.signalfactory.server.http.Action;
import io.signalfactory.server.http.ProblemException;
import io.signalfactory.server.http.Route;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** All calls that an instance answers; a new kind of question is a new {@link Resource}. */
public final class Api {

  private Api() {}

  /**
   * The routes of all resources.
   *
   * @param instance what answers
   * @param peers the other instances
   * @param registry the metrics to serve
   * @param clock the time of day
   * @param control how something is changed
   * @param events what changes
   * @param evidence the latest Evidence
   * @param drafting what contracts are drafted from
   * @param verification what else is needed to check a dataset
   */
  public static List<Route> routes(
      Instance instance,
      Peers peers,
      PrometheusMeterRegistry registry,
      InstantSource clock,
      ControlPlane control,
      EventStreams events,
      EvidenceLookback evidence,
      Drafting drafting,
      Verification verification) {
    Queries queries = instance.queries();
    ClusterRoutes cluster = new ClusterRoutes(instance, peers, System::nanoTime);
    Route minutes = DatasetMinutes.route(queries);
    Route seen = DatasetSeen.route(queries);
    List<Resource> resources =
        List.of(
            // Before what has a variable part in the place of "stream".
            new StreamResource(events),
            new DatasetResource(queries),
            new OverviewResource(queries, clock),
            new PastResource(queries, clock),
            new SignalResource(queries),
            new HistoryResource(queries, clock),
            new BreachResource(queries),
            new EvidenceResource(evidence),
            new ReadinessResource(queries),
            new ChecklistResource(
                queries, cluster.question(seen), evidence, events, verification, clock),
            new ContractResource(queries),
            new ContractWriteResource(instance, control, cluster.question(minutes), clock),
            new InferResource(drafting),
            new DeploymentResource(instance, control, clock),
            new HealthResource(instance),
            new MetricsResource(registry));
    List<Route> routes = new ArrayList<>();
    for (Resource resource : resources) {
      resource.routes().forEach(route -> routes.addAll(cluster.of(route)));
      resource.lists().forEach(list -> routes.addAll(cluster.of(list)));
    }
    routes.addAll(cluster.instances());
    routes.add(cluster.forInstances(minutes));
    routes.add(cluster.forInstances(seen));
    routes.addAll(new DescriptionResource(routes).routes());
    return routes.stream().map(route -> route.with(whenReady(route.action(), instance))).toList();
  }

  /**
   * Answers 503 as long as the queries behind an action cannot be answered, with the reason that
   * the instance has for not being ready.
   */
  private static Action whenReady(Action action, Instance instance) {
    return call -> {
      try {
        return action.answer(call);
      } catch (NotReadyException e) {
        Readiness readiness = instance.readiness();
        throw ProblemException.notReady(
            readiness.ready() ? String.valueOf(e.getMessage()) : readiness.reason());
      }
    };
  }
}
