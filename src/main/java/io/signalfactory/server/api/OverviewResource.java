package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.query.OverviewFilter;
import io.signalfactory.query.OverviewRow;
import io.signalfactory.query.Queries;
import io.signalfactory.server.cluster.Entry;
import io.signalfactory.server.cluster.ListRoute;
import io.signalfactory.server.http.QueryParameters;
import io.signalfactory.server.http.Route;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import io.signalfactory.time.Rfc3339Writer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** All datasets, one lean row each: what a page shows of thousands of them. */
final class OverviewResource implements Resource {

  private static final List<Integer> TIERS = List.of(1, 2, 3);
  private static final long SECONDS_PER_HOUR = 3_600;

  private final Queries queries;
  private final InstantSource clock;

  OverviewResource(Queries queries, InstantSource clock) {
    this.queries = queries;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of();
  }

  @Override
  public List<ListRoute> lists() {
    return List.of(
        ListRoute.of(
            "/api/v1/overview",
            List.of("owner", "tier", "state", "signal"),
            "every dataset in one row: its states, its open breach and its last 24 hours",
            (call, slice) ->
                Entry.all(
                    queries.overview(filter(call.query()), slice, clock.instant()),
                    OverviewResource::tree)));
  }

  private static OverviewFilter filter(QueryParameters query) {
    return new OverviewFilter(
        query.text("owner").orElse(null),
        query.oneOf("tier", TIERS, String::valueOf).orElse(null),
        query.oneOf("state", List.of(State.values()), State::name).orElse(null),
        query.oneOf("signal", List.of(Signal.values()), Signal::label).orElse(null));
  }

  /**
   * What differs from row to row comes first, because the rest then compresses to nearly nothing.
   */
  private static JsonNode tree(OverviewRow row) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("dataset_urn", row.datasetUrn());
    tree.put("owner", row.owner());
    tree.put("tier", row.tier());
    tree.put("since", row.since() == null ? null : Rfc3339Writer.format(row.since()));
    tree.put("state", row.state().name());
    ObjectNode signals = tree.putObject("signals");
    row.signals().forEach((signal, state) -> signals.put(signal.label(), state.name()));
    tree.put("strip", row.strip().text());
    tree.put(
        "strip_end",
        Rfc3339Writer.format(
            Instant.ofEpochSecond((row.strip().lastHour() + 1) * SECONDS_PER_HOUR)));
    tree.put("open_breaches", row.openBreaches());
    Breach breach = row.breach();
    if (breach == null) {
      tree.putNull("breach");
    } else {
      ObjectNode open = tree.putObject("breach");
      open.put("breach_id", breach.breachId());
      open.put("signal", breach.key().signal().label());
      open.put("severity", breach.severity().name());
      open.put("summary", breach.summary());
    }
    return tree;
  }
}
