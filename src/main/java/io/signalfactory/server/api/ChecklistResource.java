package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.checklist.Check;
import io.signalfactory.checklist.Checklist;
import io.signalfactory.checklist.EvidenceSeen;
import io.signalfactory.checklist.Seen;
import io.signalfactory.lookback.EvidenceLookback;
import io.signalfactory.lookback.EvidenceRequest;
import io.signalfactory.lookback.LookbackBusyException;
import io.signalfactory.query.HistoryRequest;
import io.signalfactory.query.Queries;
import io.signalfactory.readiness.DatasetReadiness;
import io.signalfactory.server.cluster.DatasetQuestion;
import io.signalfactory.server.http.Call;
import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import io.signalfactory.time.Rfc3339Writer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a dataset is signal-ready. What is stored of it is asked of the instance that holds it;
 * topics and consumer groups are the same for all instances, so this one looks at them itself.
 */
final class ChecklistResource implements Resource {

  private static final String URN = "urn";
  private static final long SECONDS_PER_MINUTE = 60;

  /** So many of the latest Evidence show most of the partitions that have any. */
  private static final int EVIDENCE = 200;

  private final Queries queries;
  private final DatasetQuestion question;
  private final EvidenceLookback evidence;
  private final EventStreams events;
  private final Verification verification;
  private final InstantSource clock;

  ChecklistResource(
      Queries queries,
      DatasetQuestion question,
      EvidenceLookback evidence,
      EventStreams events,
      Verification verification,
      InstantSource clock) {
    this.queries = queries;
    this.question = question;
    this.evidence = evidence;
    this.events = events;
    this.verification = verification;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/readiness/{urn}",
                List.of(),
                "whether a dataset is signal-ready: each check with what was seen and what to do",
                this::check)
            .takingLonger());
  }

  private Response check(Call call) {
    String urn = call.path(URN);
    Instant now = clock.instant();
    long minute = Math.floorDiv(now.getEpochSecond(), SECONDS_PER_MINUTE) + 1;
    DatasetSeen stored =
        DatasetSeen.ask(
            question, new HistoryRequest(urn, minute - DatasetReadiness.MINUTES, minute), call);
    Seen seen =
        new Seen(
            urn,
            queries.contract(urn).orElse(null),
            stored.senders(),
            stored.states(),
            evidence(urn),
            verification.readers().now(),
            events.listenersForBreaches(urn),
            now);
    return Response.json(tree(seen, Checklist.of(seen, verification.wiring())));
  }

  private EvidenceSeen evidence(String urn) {
    try {
      Map<String, Instant> latest = new HashMap<>();
      for (JsonNode one : evidence.find(new EvidenceRequest(urn, null, EVIDENCE)).newestFirst()) {
        JsonNode source = one.path("source");
        String time = one.path("processing_time").asText();
        if (source.path("topic").isTextual() && !time.isEmpty()) {
          latest.putIfAbsent(
              source.path("topic").asText() + "-" + source.path("partition").asInt(),
              Instant.parse(time));
        }
      }
      return new EvidenceSeen(latest, null);
    } catch (LookbackBusyException e) {
      return new EvidenceSeen(Map.of(), String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode tree(Seen seen, List<Check> checks) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("dataset_urn", seen.datasetUrn());
    tree.put("checked_at", Rfc3339Writer.format(seen.now()));
    tree.put("ready", checks.stream().allMatch(Check::passed));
    var all = tree.putArray("checks");
    for (Check check : checks) {
      all.addObject()
          .put("check", check.id())
          .put("passed", check.passed())
          .put("saw", check.saw())
          .put("to_do", check.toDo())
          .put("code", check.code());
    }
    return tree;
  }
}
