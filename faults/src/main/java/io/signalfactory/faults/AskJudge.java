package io.signalfactory.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/**
 * Says whether an answer is right. A state is right if the topic has the signal in that state at
 * some time between the answer, and as long before as its header says that it may be old. A list is
 * right if it has every signal, but those of the partitions that it names as missing. A history is
 * right if it has every event of the minutes that are over.
 */
final class AskJudge {

  /**
   * A state is seen in its store up to a commit before it is seen on the topic, and the reverse.
   */
  private static final long MARGIN_MS = 3_000;

  /** After a takeover, minutes are complete only once the new instance has caught up. */
  private static final long MINUTE_IS_OVER_MS = 100_000;

  private static final long MINUTE_MS = 60_000;
  private static final JsonMapper JSON = new JsonMapper();

  private final Truth truth;
  private final Pulse pulse;
  private final int partitions;

  /**
   * @param partitions how many partitions datasets are spread over
   */
  AskJudge(Truth truth, Pulse pulse, int partitions) {
    this.truth = truth;
    this.pulse = pulse;
    this.partitions = partitions;
  }

  /** What an answer is worth. */
  enum Kind {
    RIGHT,
    /** Right, and from a copy or a list that lacks a partition, as it says. */
    PARTIAL,
    /** UNKNOWN, as nobody could vouch for the state; what was last known is right. */
    BLIND,
    /** 503 with a reason. */
    NOT_NOW,
    WRONG
  }

  record Verdict(Kind kind, String reason) {}

  /** Judges an answer, some seconds after it has come, so that the topic has caught up. */
  Verdict judge(Answered answered) {
    try {
      return answered.status() == 503
          ? notNow(answered)
          : answered.status() == 200
              ? judge(answered, JSON.readTree(answered.body()))
              : wrong("status " + answered.status() + ": " + shortened(answered.body()));
    } catch (JsonProcessingException e) {
      return wrong("no JSON: " + shortened(answered.body()));
    }
  }

  private static Verdict notNow(Answered answered) throws JsonProcessingException {
    String reason = JSON.readTree(answered.body()).path("detail").asText();
    return reason.isEmpty() || answered.retryAfter().isEmpty()
        ? wrong("503 without a reason or Retry-After: " + shortened(answered.body()))
        : new Verdict(Kind.NOT_NOW, reason);
  }

  private Verdict judge(Answered answered, JsonNode body) {
    return switch (answered.question()) {
      case STATE -> state(answered, body);
      case LIST -> list(answered, body);
      case HISTORY -> history(answered, body);
    };
  }

  private Verdict state(Answered answered, JsonNode state) {
    String key = Truth.key(state);
    String shown = state.path("state").asText();
    long from = answered.askedAt() - answered.staleness() - MARGIN_MS;
    long to = answered.answeredAt() + MARGIN_MS;
    JsonNode lastKnown = state.at("/details/last_known");
    if (!lastKnown.isMissingNode()) {
      long judgedAt = Instant.parse(lastKnown.path("judged_at").asText()).toEpochMilli();
      // What is stored may be newer than what the cluster is known to have confirmed.
      return truth.was(key, lastKnown.path("state").asText(), judgedAt - MARGIN_MS, to)
          ? new Verdict(Kind.BLIND, "blind")
          : wrong("last known is wrong: " + state);
    }
    return truth.was(key, shown, from, to)
        ? new Verdict(Kind.RIGHT, "")
        : wrong(
            key
                + " since "
                + state.path("since").asText()
                + " is "
                + shown
                + " (staleness "
                + answered.staleness()
                + " ms), but was"
                + truth.around(key, answered.askedAt()));
  }

  private Verdict list(Answered answered, JsonNode list) {
    Set<String> seen = new HashSet<>();
    Kind worst = Kind.RIGHT;
    for (JsonNode state : list.path("items")) {
      seen.add(Truth.key(state));
      Verdict verdict = state(answered, state);
      if (verdict.kind() == Kind.WRONG) {
        return verdict;
      }
      worst = verdict.kind() == Kind.BLIND ? Kind.BLIND : worst;
    }
    if (!list.path("next_cursor").isNull()) {
      return wrong("the list has a next page");
    }
    Set<Integer> missing = new HashSet<>();
    list.path("missing_partitions").forEach(partition -> missing.add(partition.asInt()));
    if (list.path("partial").asBoolean() == missing.isEmpty()) {
      return wrong("partial is not what missing_partitions says");
    }
    for (String key : truth.knownBy(answered.askedAt() - answered.staleness() - MARGIN_MS)) {
      if (!seen.contains(key) && !missing.contains(partition(key))) {
        return wrong("the list lacks " + key + " and does not say so");
      }
    }
    return new Verdict(missing.isEmpty() ? worst : Kind.PARTIAL, missing + " are missing");
  }

  private int partition(String key) {
    return partition(key.substring(0, key.indexOf('|')), partitions);
  }

  /** The partition of a dataset, by the hash that the application uses. */
  static int partition(String urn, int partitions) {
    return BuiltInPartitioner.partitionForKey(urn.getBytes(StandardCharsets.UTF_8), partitions);
  }

  private Verdict history(Answered answered, JsonNode history) {
    String urn = history.path("dataset_urn").asText();
    for (JsonNode window : history.path("windows")) {
      long start = Instant.parse(window.path("start").asText()).toEpochMilli();
      if (answered.askedAt() - start - MINUTE_MS > MINUTE_IS_OVER_MS) {
        long due = pulse.events(urn, start / MINUTE_MS);
        long counted = window.path("events").asLong();
        if (counted != due) {
          return wrong(urn + " has " + counted + " events of " + due + " in " + window);
        }
      }
    }
    return new Verdict(Kind.RIGHT, "");
  }

  private static Verdict wrong(String reason) {
    return new Verdict(Kind.WRONG, reason);
  }

  private static String shortened(String text) {
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }
}
