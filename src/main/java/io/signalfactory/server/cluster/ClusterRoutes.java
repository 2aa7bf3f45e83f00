package io.signalfactory.server.cluster;

import io.signalfactory.peer.Peers;
import io.signalfactory.query.Holding;
import io.signalfactory.query.Instance;
import io.signalfactory.query.Placement;
import io.signalfactory.query.Queries;
import io.signalfactory.server.http.Action;
import io.signalfactory.server.http.Route;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Makes routes that answer from the stores of this instance answer from those of all. Each becomes
 * two: one for everybody, which asks other instances, and one for those, which does not.
 */
public final class ClusterRoutes {

  private final Instance instance;
  private final Placement placement;
  private final Queries queries;
  private final Peers peers;
  private final LongSupplier nanoClock;

  /**
   * @param instance this instance
   * @param peers the others
   * @param nanoClock a clock that only goes forward, in nanoseconds
   */
  public ClusterRoutes(Instance instance, Peers peers, LongSupplier nanoClock) {
    this.instance = instance;
    this.placement = instance.placement();
    this.queries = instance.queries();
    this.peers = peers;
    this.nanoClock = nanoClock;
  }

  /**
   * A route as it answers in a cluster: one about a dataset over a hop, any other as it is.
   *
   * @param route answers from here
   */
  public List<Route> of(Route route) {
    String dataset = route.dataset();
    if (dataset == null) {
      return List.of(route);
    }
    return List.of(route.with(overOneHop(dataset, route.action())), fromHere(dataset, route));
  }

  /**
   * A question about a dataset that this instance itself may ask, and no client.
   *
   * @param route answers from here; it is about a dataset
   */
  public DatasetQuestion question(Route route) {
    return new DatasetQuestion(route, overOneHop(datasetOf(route), route.action()), nanoClock);
  }

  /**
   * What other instances ask for {@link #question}.
   *
   * @param route answers from here; it is about a dataset
   */
  public Route forInstances(Route route) {
    return fromHere(datasetOf(route), route);
  }

  private static String datasetOf(Route route) {
    return Objects.requireNonNull(route.dataset(), "the route is about no dataset");
  }

  private OneHop overOneHop(String dataset, Action here) {
    return new OneHop(dataset, here, placement, this::isBlind, peers, nanoClock);
  }

  private Route fromHere(String dataset, Route route) {
    return Route.peer(
        Internal.path(route.path()),
        route.parameters(),
        route.summary() + ", from here",
        Internal.action(route.action(), call -> told(placement.partitionOf(call.path(dataset)))));
  }

  private boolean isBlind(int partition) {
    return queries.sight(Set.of(partition)).blindness() != null;
  }

  /**
   * What others are told that this instance has: while it is blind, it knows no more than a copy.
   */
  private Holding told(int partition) {
    Holding here = placement.here(partition);
    return here == Holding.ACTIVE && isBlind(partition) ? Holding.COPY : here;
  }

  /** The routes of a list, or of one entry that is looked for in all partitions. */
  public List<Route> of(ListRoute list) {
    Gathering gathering = new Gathering(list, placement, queries, peers, nanoClock);
    List<String> paging = list.finds() ? List.of() : List.of(Gathering.LIMIT, Gathering.CURSOR);
    return List.of(
        Route.get(
            list.path(),
            Stream.concat(list.parameters().stream(), paging.stream()).toList(),
            list.summary(),
            list.finds() ? gathering::find : gathering::answer),
        Route.peer(
            Internal.path(list.path()),
            Stream.concat(
                    list.parameters().stream(),
                    Stream.of(Gathering.PARTITIONS, Gathering.LIMIT, Gathering.AFTER))
                .toList(),
            list.summary() + ", from here",
            Internal.action(gathering::answerHere, call -> Holding.ACTIVE)));
  }

  /** The routes that say who is there. */
  public List<Route> instances() {
    EveryInstance every = new EveryInstance(instance, peers, nanoClock);
    return List.of(
        Route.get(
            EveryInstance.PATH,
            List.of(),
            "all instances: what each judges, keeps a copy of, and does",
            every::answer),
        Route.peer(
            Internal.path(EveryInstance.PATH),
            List.of(),
            "this instance",
            Internal.action(every::answerHere, call -> Holding.ACTIVE)));
  }
}
