package io.signalfactory.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.signalfactory.contract.Contract;
import io.signalfactory.query.ContractIndex;
import io.signalfactory.query.NotReadyException;
import io.signalfactory.query.SignalStores;
import io.signalfactory.query.StateOrder;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The states of signals. */
final class SignalResource implements Resource {

  private static final List<Integer> TIERS = List.of(1, 2, 3);

  private final SignalStores signals;
  private final ContractIndex contracts;
  private final KnownDatasets known;

  SignalResource(SignalStores signals, ContractIndex contracts, KnownDatasets known) {
    this.signals = signals;
    this.contracts = contracts;
    this.known = known;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
            "/api/v1/signals",
            List.of("state", "signal", "owner", "tier"),
            "all states",
            call -> all(call.query())),
        Route.get(
            "/api/v1/signals/{urn}",
            List.of(),
            "the states of one dataset",
            call -> ofDataset(call.path("urn"))),
        Route.get(
            "/api/v1/signals/{urn}/{signal}",
            List.of("consumer"),
            "one state: the dataset's own, or that of a consumer",
            call ->
                one(
                    call.path("urn"),
                    SignalName.of(call.path("signal")),
                    call.query().text("consumer").orElse(null))));
  }

  private Response all(QueryParameters query) {
    Predicate<SignalState> wanted = wanted(query);
    return list(signals.states().stream().filter(wanted).sorted(StateOrder.LISTED).toList());
  }

  private Predicate<SignalState> wanted(QueryParameters query) {
    Optional<State> state = query.oneOf("state", List.of(State.values()), State::name);
    Optional<Signal> signal = query.oneOf("signal", List.of(Signal.values()), Signal::label);
    Optional<String> owner = query.text("owner");
    Optional<Integer> tier = query.oneOf("tier", TIERS, String::valueOf);
    Predicate<SignalState> wanted =
        candidate ->
            state.map(candidate.state()::equals).orElse(true)
                && signal.map(candidate.key().signal()::equals).orElse(true);
    if (owner.isEmpty() && tier.isEmpty()) {
      return wanted;
    }
    Map<String, Contract> inForce = contracts.all();
    return wanted.and(
        candidate -> {
          Contract contract = inForce.get(candidate.key().datasetUrn());
          return contract != null
              && owner.map(contract.owner()::equals).orElse(true)
              && tier.map(wantedTier -> wantedTier == contract.tier()).orElse(true);
        });
  }

  private Response ofDataset(String urn) {
    List<SignalState> states = signals.states(urn);
    if (states.isEmpty()) {
      known.require(urn);
    }
    return list(states.stream().sorted(StateOrder.LISTED).toList());
  }

  private Response one(String urn, Signal signal, @Nullable String consumer) {
    return signals
        .state(new SignalKey(urn, signal, consumer))
        .map(state -> Response.json(SignalJson.tree(state)))
        .orElseThrow(() -> missing(urn, signal, consumer));
  }

  private RuntimeException missing(String urn, Signal signal, @Nullable String consumer) {
    List<SignalState> others = signals.states(urn);
    if (others.isEmpty()) {
      known.require(urn);
      return new NotReadyException("the signals of " + urn + " have not been judged yet", null);
    }
    String consumers =
        others.stream()
            .filter(state -> state.key().signal() == signal && state.key().consumer() != null)
            .map(state -> String.valueOf(state.key().consumer()))
            .sorted()
            .collect(Collectors.joining(", "));
    String what = signal.label() + " of " + urn;
    String detail =
        consumer == null
            ? what + " is not judged"
            : what
                + " has no limit for the consumer '"
                + Problem.shown(consumer)
                + "'"
                + (consumers.isEmpty() ? ", nor for any other" : ", only for: " + consumers);
    return new ProblemException(Problem.notFound(detail));
  }

  private static Response list(List<SignalState> states) {
    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
    states.forEach(state -> answer.add(SignalJson.tree(state)));
    return Response.json(answer);
  }
}
