package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.gate.Outcome;
import io.signalfactory.lookback.EvidenceLookback;
import io.signalfactory.lookback.EvidenceRequest;
import io.signalfactory.lookback.Found;
import io.signalfactory.lookback.LookbackBusyException;
import io.signalfactory.server.http.Call;
import io.signalfactory.server.http.ProblemException;
import io.signalfactory.server.http.QueryParameters;
import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import io.signalfactory.time.Rfc3339Writer;
import java.time.Instant;
import java.util.List;

/** The latest Evidence. Every instance reads all of it, so none asks another. */
final class EvidenceResource implements Resource {

  private static final String DATASET = "dataset";
  private static final String OUTCOME = "outcome";
  private static final String LIMIT = "limit";
  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 500;

  private final EvidenceLookback evidence;

  EvidenceResource(EvidenceLookback evidence) {
    this.evidence = evidence;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
            "/api/v1/evidence",
            List.of(DATASET, OUTCOME, LIMIT),
            "the latest Evidence, newest first",
            this::latest));
  }

  private Response latest(Call call) {
    Found found = find(request(call.query()));
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.putArray("items").addAll(found.newestFirst());
    Instant back = found.lookedBackTo();
    tree.put("looked_back_to", back == null ? null : Rfc3339Writer.format(back));
    return Response.json(tree);
  }

  private Found find(EvidenceRequest request) {
    try {
      return evidence.find(request);
    } catch (LookbackBusyException e) {
      throw ProblemException.notReady(String.valueOf(e.getMessage()));
    }
  }

  private static EvidenceRequest request(QueryParameters query) {
    return new EvidenceRequest(
        query.text(DATASET).orElse(null),
        query
            .oneOf(OUTCOME, List.of(Outcome.PASS, Outcome.WARN, Outcome.FAIL), Outcome::name)
            .orElse(null),
        query.wholeNumber(LIMIT, 1, MAX_LIMIT).orElse(DEFAULT_LIMIT));
  }
}
