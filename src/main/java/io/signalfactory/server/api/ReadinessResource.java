package io.signalfactory.server.api;

import io.signalfactory.query.Queries;
import io.signalfactory.query.ReadinessFilter;
import io.signalfactory.server.cluster.Entry;
import io.signalfactory.server.cluster.ListRoute;
import io.signalfactory.server.http.QueryParameters;
import io.signalfactory.server.http.Route;
import java.util.List;

/** How ready datasets are, and the services that send to them. */
final class ReadinessResource implements Resource {

  private static final String DATASET = "dataset";
  private static final String SERVICE = "service";

  private final Queries queries;

  ReadinessResource(Queries queries) {
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
                "/api/v1/readiness",
                List.of(DATASET, SERVICE),
                "how ready every dataset is to be relied on: 0 to 100 by domain, and what is"
                    + " missing",
                (call, slice) ->
                    Entry.all(queries.readiness(filter(call.query()), slice), ReadinessJson::tree))
            .ofOneDataset(DATASET),
        ListRoute.of(
                "/api/v1/services",
                List.of(),
                "every service that was seen as a producer: how it names itself, its versions, the"
                    + " share of its records that passes, what it sends, how ready it is",
                (call, slice) -> Entry.all(queries.services(slice), ServiceJson::tree))
            .combinedBy(ServiceJson::combined));
  }

  private static ReadinessFilter filter(QueryParameters query) {
    return new ReadinessFilter(query.text(DATASET).orElse(null), query.text(SERVICE).orElse(null));
  }
}
