package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.query.DatasetHistory;
import io.signalfactory.query.HistoryRequest;
import io.signalfactory.query.Queries;
import io.signalfactory.server.cluster.DatasetQuestion;
import io.signalfactory.server.http.Call;
import io.signalfactory.server.http.ProblemException;
import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.tally.Counts;
import io.signalfactory.time.Rfc3339Writer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a dataset by minute, as instances tell them to each other: what a proposed contract
 * is tried on.
 */
final class DatasetMinutes {

  private static final String URN = "urn";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String MINUTES = "minutes";
  private static final String FIRST_STORED = "first_stored";
  private static final String OBSERVED_SINCE = "observed_since";
  private static final String CLOSED_THROUGH = "closed_through";

  /** The longest window and an hour are less; an answer stays small. */
  private static final int MAX_MINUTES = 3 * 24 * 60;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private DatasetMinutes() {}

  /** The route for other instances. */
  static Route route(Queries queries) {
    return Route.get(
            "/api/v1/datasets/{urn}/minutes/{from}/{to}",
            List.of(),
            "the counts of a dataset by minute",
            call -> answer(queries, call))
        .aboutDataset(URN);
  }

  private static Response answer(Queries queries, Call call) {
    String urn = call.path(URN);
    return Response.json(
        tree(
            queries
                .history(request(urn, call.path(FROM), call.path(TO)))
                .orElseThrow(() -> UnknownDataset.problem(urn))));
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

  private static ObjectNode tree(DatasetHistory history) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    ArrayNode minutes = tree.putArray(MINUTES);
    history
        .minutes()
        .forEach(
            (minute, counts) ->
                minutes
                    .addArray()
                    .add(minute)
                    .add(counts.events())
                    .add(counts.failed())
                    .add(counts.warned())
                    .add(counts.ruleEvaluations())
                    .add(counts.rulePasses()));
    tree.put(FIRST_STORED, history.firstStored());
    ObservedSpan observed = history.observed();
    tree.put(OBSERVED_SINCE, observed == null ? null : Rfc3339Writer.format(observed.since()));
    Instant closed = observed == null ? null : observed.closedThrough();
    tree.put(CLOSED_THROUGH, closed == null ? null : Rfc3339Writer.format(closed));
    return tree;
  }

  /**
   * Asks the instance that holds the dataset.
   *
   * @param question about {@link #route}
   * @param asked the call that needs the minutes
   * @throws io.signalfactory.query.NotReadyException if nobody can answer now
   * @throws ProblemException with status 404 if nothing is known of the dataset
   */
  static DatasetHistory ask(DatasetQuestion question, HistoryRequest request, Call asked) {
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
      return history(MAPPER.readTree(answer.body()));
    } catch (IOException e) {
      throw new UncheckedIOException("an answer was JSON before", e);
    }
  }

  private static DatasetHistory history(JsonNode tree) {
    SortedMap<Long, Counts> minutes = new TreeMap<>();
    for (JsonNode minute : tree.path(MINUTES)) {
      int i = 0;
      minutes.put(
          minute.path(i++).asLong(),
          new Counts(
              minute.path(i++).asLong(),
              minute.path(i++).asLong(),
              minute.path(i++).asLong(),
              minute.path(i++).asLong(),
              minute.path(i).asLong()));
    }
    JsonNode firstStored = tree.path(FIRST_STORED);
    Instant since = instant(tree.path(OBSERVED_SINCE));
    return new DatasetHistory(
        minutes,
        firstStored.isNumber() ? firstStored.asLong() : null,
        since == null ? null : new ObservedSpan(since, instant(tree.path(CLOSED_THROUGH))));
  }

  private static @Nullable Instant instant(JsonNode time) {
    return time.isTextual() ? Instant.parse(time.asText()) : null;
  }
}
