package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.query.HistoryRequest;
import io.signalfactory.query.Queries;
import io.signalfactory.query.RecentSenders;
import io.signalfactory.readiness.Facts;
import io.signalfactory.server.cluster.DatasetQuestion;
import io.signalfactory.server.http.Call;
import io.signalfactory.server.http.ProblemException;
import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalState;
import io.signalfactory.tally.Sender;
import io.signalfactory.tally.Senders;
import io.signalfactory.tally.SourcePartition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the instance that holds a dataset has seen of it lately, as instances tell it to each other:
 * what its checks are made from.
 *
 * @param senders who sent its records
 * @param states the states of its signals
 */
record DatasetSeen(RecentSenders senders, List<SignalState> states) {

  private static final String URN = "urn";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String SENDERS = "senders";
  private static final String SERVICE = "service";
  private static final String COUNTS = "counts";
  private static final String SOURCES = "sources";
  private static final String STATES = "states";
  private static final int MAX_MINUTES = 60;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  DatasetSeen {
    states = List.copyOf(states);
  }

  /** The route for other instances. */
  static Route route(Queries queries) {
    return Route.get(
            "/api/v1/readiness/{urn}/seen/{from}/{to}",
            List.of(),
            "what was seen of a dataset lately",
            call -> answer(queries, call))
        .aboutDataset(URN);
  }

  private static Response answer(Queries queries, Call call) {
    String urn = call.path(URN);
    RecentSenders senders =
        queries
            .senders(request(urn, call.path(FROM), call.path(TO)))
            .orElseThrow(() -> UnknownDataset.problem(urn));
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    ArrayNode all = tree.putArray(SENDERS);
    for (Sender sender : senders.senders().list()) {
      all.addObject()
          .put(SERVICE, sender.service())
          .set(COUNTS, ReadinessJson.counts(new Facts(sender.counts(), 0, 0)));
    }
    ArrayNode sources = tree.putArray(SOURCES);
    senders
        .latestMinutes()
        .forEach(
            (source, minute) ->
                sources.addArray().add(source.topic()).add(source.partition()).add(minute));
    ArrayNode states = tree.putArray(STATES);
    queries
        .states(urn)
        .orElseThrow(() -> UnknownDataset.problem(urn))
        .forEach(state -> states.add(SignalJson.tree(state)));
    return Response.json(tree);
  }

  private static HistoryRequest request(String urn, String from, String to) {
    try {
      HistoryRequest request = new HistoryRequest(urn, Long.parseLong(from), Long.parseLong(to));
      if (request.toMinute() - request.fromMinute() <= MAX_MINUTES) {
        return request;
      }
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("these are no minutes: " + e.getMessage());
    }
    throw ProblemException.badRequest("at most " + MAX_MINUTES + " minutes are told at once");
  }

  /**
   * Asks the instance that holds the dataset.
   *
   * @param question about {@link #route}
   * @param asked the call that needs the answer
   * @throws io.signalfactory.query.NotReadyException if nobody can answer now
   * @throws ProblemException with status 404 if nothing is known of the dataset
   */
  static DatasetSeen ask(DatasetQuestion question, HistoryRequest request, Call asked) {
    Response answer =
        question.ask(
            Map.of(
                URN,
                request.datasetUrn(),
                FROM,
                Long.toString(request.fromMinute()),
                TO,
                Long.toString(request.toMinute())),
            asked);
    try {
      return seen(MAPPER.readTree(answer.body()));
    } catch (IOException e) {
      throw new UncheckedIOException("an answer was JSON before", e);
    }
  }

  private static DatasetSeen seen(JsonNode tree) throws IOException {
    List<Sender> senders = new ArrayList<>();
    for (JsonNode sender : tree.path(SENDERS)) {
      senders.add(
          new Sender(
              sender.path(SERVICE).textValue(), ReadinessJson.facts(sender.path(COUNTS)).counts()));
    }
    Map<SourcePartition, Long> sources = new HashMap<>();
    for (JsonNode source : tree.path(SOURCES)) {
      sources.put(
          new SourcePartition(source.path(0).asText(), source.path(1).asInt()),
          source.path(2).asLong());
    }
    List<SignalState> states = new ArrayList<>();
    for (JsonNode state : tree.path(STATES)) {
      states.add(SignalJson.readState(MAPPER.writeValueAsBytes(state)));
    }
    return new DatasetSeen(new RecentSenders(Senders.of(senders), sources), states);
  }
}
