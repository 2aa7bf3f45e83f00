package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.query.Queries;
import io.signalfactory.query.StateFilter;
import io.signalfactory.server.cluster.Ages;
import io.signalfactory.server.cluster.Entry;
import io.signalfactory.server.cluster.ListRoute;
import io.signalfactory.server.http.ProblemException;
import io.signalfactory.server.http.QueryParameters;
import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The states of signals. */
final class SignalResource implements Resource {

  private static final String URN = "urn";
  private static final List<Integer> TIERS = List.of(1, 2, 3);

  private final Queries queries;

  SignalResource(Queries queries) {
    this.queries = queries;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/signals/{urn}",
                List.of(),
                "the states of one dataset",
                call -> ofDataset(call.path(URN)))
            .aboutDataset(URN),
        Route.get(
                "/api/v1/signals/{urn}/{signal}",
                List.of("consumer"),
                "the state of one signal, for the dataset itself or for one consumer",
                call ->
                    one(
                        new SignalKey(
                            call.path(URN),
                            SignalName.of(call.path("signal")),
                            call.query().text("consumer").orElse(null))))
            .aboutDataset(URN));
  }

  @Override
  public List<ListRoute> lists() {
    return List.of(
        ListRoute.of(
            "/api/v1/signals",
            List.of("state", "signal", "owner", "tier"),
            "all states",
            (call, slice) ->
                Entry.written(queries.states(filter(call.query()), slice), SignalJson::write)));
  }

  private Response ofDataset(String urn) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    ArrayNode items = list.putArray("items");
    statesOf(urn).forEach(state -> items.add(SignalJson.tree(state)));
    list.put("partial", false);
    list.putArray("missing_partitions");
    list.putNull("next_cursor");
    return Ages.told(Response.json(list), queries.sight(urn)).withETag();
  }

  private static StateFilter filter(QueryParameters query) {
    return new StateFilter(
        query.oneOf("state", List.of(State.values()), State::name).orElse(null),
        query.oneOf("signal", List.of(Signal.values()), Signal::label).orElse(null),
        query.text("owner").orElse(null),
        query.oneOf("tier", TIERS, String::valueOf).orElse(null));
  }

  private List<SignalState> statesOf(String urn) {
    return queries.states(urn).orElseThrow(() -> UnknownDataset.problem(urn));
  }

  private Response one(SignalKey key) {
    return queries
        .state(key)
        .map(
            state ->
                Ages.told(
                        Response.written(json -> SignalJson.write(state, json)),
                        queries.sight(state.key().datasetUrn()))
                    .withETag())
        .orElseThrow(() -> missing(key));
  }

  private ProblemException missing(SignalKey key) {
    List<SignalState> others = statesOf(key.datasetUrn());
    if (others.isEmpty()) {
      return ProblemException.notReady(
          "the signals of " + key.datasetUrn() + " have not been judged yet");
    }
    String signal = key.signal().label() + " of " + key.datasetUrn();
    return ProblemException.notFound(
        key.consumer() == null
            ? signal + " is not judged"
            : signal
                + " has no limit for the consumer "
                + ProblemException.quoted(key.consumer())
                + consumers(key.signal(), others));
  }

  private static String consumers(Signal signal, List<SignalState> states) {
    String consumers =
        states.stream()
            .map(SignalState::key)
            .filter(key -> key.signal() == signal)
            .map(SignalKey::consumer)
            .filter(Objects::nonNull)
            .sorted()
            .collect(Collectors.joining(", "));
    return consumers.isEmpty() ? ", nor for any other" : ", only for: " + consumers;
  }
}
