package io.signalfactory.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.contract.Contract;
import io.signalfactory.query.ContractIndex;
import io.signalfactory.query.SignalStores;
import io.signalfactory.query.StateOrder;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalState;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every dataset that has a contract in force or has been seen. */
final class DatasetResource implements Resource {

  private final SignalStores signals;
  private final ContractIndex contracts;

  DatasetResource(SignalStores signals, ContractIndex contracts) {
    this.signals = signals;
    this.contracts = contracts;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
            "/api/v1/datasets",
            List.of(),
            "every dataset in force or seen, with owner, tier and its states",
            call -> list()));
  }

  private Response list() {
    SortedMap<String, Contract> inForce = contracts.all();
    Map<String, List<SignalState>> states =
        signals.states().stream()
            .sorted(StateOrder.LISTED)
            .collect(Collectors.groupingBy(state -> state.key().datasetUrn()));
    SortedSet<String> urns = new TreeSet<>(inForce.keySet());
    urns.addAll(states.keySet());
    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
    urns.forEach(
        urn -> answer.add(dataset(urn, inForce.get(urn), states.getOrDefault(urn, List.of()))));
    return Response.json(answer);
  }

  private static JsonNode dataset(
      String urn, @Nullable Contract contract, List<SignalState> states) {
    ObjectNode dataset = JsonNodeFactory.instance.objectNode();
    dataset.put("dataset_urn", urn);
    dataset.put("name", contract == null ? null : contract.name());
    dataset.put("owner", contract == null ? null : contract.owner());
    dataset.put("tier", contract == null ? null : contract.tier());
    dataset.put("topic", contract == null ? null : contract.dataset().topic());
    dataset.put("contract_version", contract == null ? null : contract.version());
    dataset.put("state", StateOrder.worst(states).name());
    ArrayNode list = dataset.putArray("states");
    states.forEach(state -> list.add(SignalJson.tree(state)));
    return dataset;
  }
}
