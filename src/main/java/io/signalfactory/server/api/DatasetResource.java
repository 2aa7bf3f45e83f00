package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.contract.Contract;
import io.signalfactory.query.DatasetStates;
import io.signalfactory.query.Queries;
import io.signalfactory.server.cluster.Entry;
import io.signalfactory.server.cluster.ListRoute;
import io.signalfactory.server.http.Route;
import io.signalfactory.signal.SignalJson;
import java.util.List;

/** Every dataset that has a contract in force or a state. */
final class DatasetResource implements Resource {

  private final Queries queries;

  DatasetResource(Queries queries) {
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
            "/api/v1/datasets",
            List.of(),
            "every dataset with a contract in force or a state, with its owner, tier and states",
            (call, slice) -> Entry.all(queries.datasets(slice), DatasetResource::tree)));
  }

  private static JsonNode tree(DatasetStates dataset) {
    Contract contract = dataset.contract();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("dataset_urn", dataset.datasetUrn());
    tree.put("name", contract == null ? null : contract.name());
    tree.put("owner", contract == null ? null : contract.owner());
    tree.put("tier", contract == null ? null : contract.tier());
    tree.put("topic", contract == null ? null : contract.dataset().topic());
    tree.put("contract_version", contract == null ? null : contract.version());
    tree.put("state", dataset.worst().name());
    ArrayNode states = tree.putArray("states");
    dataset.states().forEach(state -> states.add(SignalJson.tree(state)));
    return tree;
  }
}
