package io.signalfactory.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.signalfactory.contract.Contract;
import io.signalfactory.query.DatasetStates;
import io.signalfactory.query.Queries;
import io.signalfactory.server.cluster.Entry;
import io.signalfactory.server.cluster.ListRoute;
import io.signalfactory.server.http.Route;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalState;
import java.io.IOException;
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
            (call, slice) -> Entry.written(queries.datasets(slice), DatasetResource::write)));
  }

  private static void write(DatasetStates dataset, JsonGenerator json) throws IOException {
    Contract contract = dataset.contract();
    json.writeStartObject();
    json.writeStringField("dataset_urn", dataset.datasetUrn());
    json.writeStringField("name", contract == null ? null : contract.name());
    json.writeStringField("owner", contract == null ? null : contract.owner());
    if (contract == null) {
      json.writeNullField("tier");
    } else {
      json.writeNumberField("tier", contract.tier());
    }
    json.writeStringField("topic", contract == null ? null : contract.dataset().topic());
    json.writeStringField("contract_version", contract == null ? null : contract.version());
    json.writeStringField("state", dataset.worst().name());
    json.writeArrayFieldStart("states");
    for (SignalState state : dataset.states()) {
      SignalJson.write(state, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
