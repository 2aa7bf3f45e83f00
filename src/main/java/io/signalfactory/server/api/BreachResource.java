package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.query.BreachFilter;
import io.signalfactory.query.Queries;
import io.signalfactory.server.cluster.Entry;
import io.signalfactory.server.cluster.ListRoute;
import io.signalfactory.server.http.QueryParameters;
import io.signalfactory.server.http.Route;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.BreachStory;
import io.signalfactory.signal.SignalJson;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Breaches of the last 30 days: all with their latest transition, or one with all of them. */
final class BreachResource implements Resource {

  private static final String DATASET = "dataset";
  private static final String OPEN = "open";
  private static final String RESOLVED = "resolved";
  private static final Map<String, Set<Breach.Status>> STATUSES =
      Map.of(
          OPEN,
          EnumSet.complementOf(EnumSet.of(Breach.Status.RESOLVED)),
          RESOLVED,
          EnumSet.of(Breach.Status.RESOLVED));

  private final Queries queries;

  BreachResource(Queries queries) {
    this.queries = queries;
  }

  @Override
  public List<Route> routes() {
    return List.of();
  }

  @Override
  public List<ListRoute> lists() {
    return List.of(
        ListRoute.of(
                "/api/v1/breaches",
                List.of("status", DATASET),
                "breaches, newest first",
                (call, slice) ->
                    Entry.all(queries.breaches(filter(call.query()), slice), SignalJson::tree))
            .ofOneDataset(DATASET),
        ListRoute.one(
            "/api/v1/breaches/{id}",
            "one breach with every transition that it went through, and why",
            (call, slice) ->
                Entry.all(queries.breach(call.path("id"), slice), BreachResource::tree),
            "no breach of the last 30 days has this id: GET /api/v1/breaches lists them"));
  }

  private static JsonNode tree(BreachStory story) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.set("breach", SignalJson.tree(story.latest()));
    ArrayNode transitions = tree.putArray("transitions");
    for (BreachStory.Told told : story.transitions()) {
      ObjectNode transition = transitions.addObject();
      transition.put("why", told.why());
      transition.set("breach", SignalJson.tree(told.breach()));
    }
    tree.put("transitions_left_out", story.leftOut());
    tree.put("from_the_start", story.fromTheStart());
    return tree;
  }

  private static BreachFilter filter(QueryParameters query) {
    return new BreachFilter(
        query
            .oneOf("status", List.of(OPEN, RESOLVED), Function.identity())
            .map(STATUSES::get)
            .orElse(EnumSet.allOf(Breach.Status.class)),
        query.text(DATASET).orElse(null));
  }
}
