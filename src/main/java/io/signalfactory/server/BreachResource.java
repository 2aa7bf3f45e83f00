package io.signalfactory.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.signalfactory.query.SignalStores;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.SignalJson;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Breaches of the last 30 days, each by its latest transition. */
final class BreachResource implements Resource {

  private static final Comparator<Breach> NEWEST_FIRST =
      Comparator.comparing(Breach::detectedAt).reversed().thenComparing(Breach::breachId);

  private final SignalStores signals;

  BreachResource(SignalStores signals) {
    this.signals = signals;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
            "/api/v1/breaches",
            List.of("status", "dataset"),
            "breaches, newest first",
            call -> list(call.query())));
  }

  private Response list(QueryParameters query) {
    Optional<Condition> status =
        query.oneOf("status", List.of(Condition.values()), Condition::label);
    Optional<String> dataset = query.text("dataset");
    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
    signals.breaches().stream()
        .filter(breach -> status.map(Condition.of(breach)::equals).orElse(true))
        .filter(breach -> dataset.map(breach.key().datasetUrn()::equals).orElse(true))
        .sorted(NEWEST_FIRST)
        .forEach(breach -> answer.add(SignalJson.tree(breach)));
    return Response.json(answer);
  }

  /** Whether a breach goes on. */
  private enum Condition {
    OPEN,
    RESOLVED;

    static Condition of(Breach breach) {
      return breach.status() == Breach.Status.RESOLVED ? RESOLVED : OPEN;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
