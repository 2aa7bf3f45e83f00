package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.query.ServiceSeen;
import io.signalfactory.readiness.Facts;
import io.signalfactory.tally.SenderCounts;
import io.signalfactory.tally.VersionHistory.SeenVersion;
import io.signalfactory.time.Rfc3339Writer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service as JSON, and how two parts of it, each from some partitions, become one. */
final class ServiceJson {

  /** How many datasets of a service are listed; those with the most records. */
  static final int MAX_DATASETS = 100;

  /** How many versions of a service are listed; those seen last. */
  static final int MAX_VERSIONS = 20;

  private static final String SERVICE = "service";
  private static final String COUNTS = "counts";
  private static final String VERSION = "version";
  private static final String VERSIONS = "versions";
  private static final String FIRST_SEEN = "first_seen";
  private static final String LAST_SEEN = "last_seen";
  private static final String DATASETS = "datasets";
  private static final String DATASETS_TOTAL = "datasets_total";

  private static final Comparator<JsonNode> MOST_RECORDS_FIRST =
      Comparator.comparingLong((JsonNode dataset) -> dataset.path("records").asLong())
          .reversed()
          .thenComparing(dataset -> dataset.path("dataset_urn").asText());

  private static final Comparator<JsonNode> LATEST_FIRST =
      Comparator.comparing((JsonNode version) -> version.path(LAST_SEEN).asText())
          .reversed()
          .thenComparing(version -> version.path(VERSION).asText());

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ServiceJson() {}

  static JsonNode tree(ServiceSeen service) {
    List<JsonNode> datasets = new ArrayList<>();
    List<JsonNode> versions = new ArrayList<>();
    for (ServiceSeen.InDataset in : service.datasets()) {
      datasets.add(dataset(in));
      in.versions().forEach(seen -> versions.add(version(seen)));
    }
    return tree(service.service(), service.facts(), versions, datasets, service.datasets().size());
  }

  private static JsonNode dataset(ServiceSeen.InDataset in) {
    SenderCounts counts = in.facts().counts();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("dataset_urn", in.datasetUrn());
    tree.put("records", counts.events());
    tree.put("failed", counts.failed());
    tree.put("pass_rate", ReadinessJson.passRate(counts));
    tree.put("score", ReadinessJson.score(in.facts()));
    return tree;
  }

  private static JsonNode version(SeenVersion seen) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put(VERSION, seen.serviceVersion().version());
    tree.put(FIRST_SEEN, Rfc3339Writer.format(Instant.ofEpochMilli(seen.firstSeenMs())));
    tree.put(LAST_SEEN, Rfc3339Writer.format(Instant.ofEpochMilli(seen.lastSeenMs())));
    return tree;
  }

  private static ObjectNode tree(
      @Nullable String service,
      Facts facts,
      List<JsonNode> versions,
      List<JsonNode> datasets,
      long datasetsTotal) {
    SenderCounts counts = facts.counts();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put(SERVICE, service);
    ObjectNode named = tree.putObject("named_by");
    named.put("header", counts.named());
    named.put("mapping", counts.mapped());
    named.put("nothing", counts.events() - counts.named() - counts.mapped());
    tree.put("records", counts.events());
    tree.put("failed", counts.failed());
    tree.put("pass_rate", ReadinessJson.passRate(counts));
    ReadinessJson.putScore(tree, facts);
    tree.set(COUNTS, ReadinessJson.counts(facts));
    tree.putArray(VERSIONS).addAll(versions(versions));
    tree.putArray(DATASETS)
        .addAll(datasets.stream().sorted(MOST_RECORDS_FIRST).limit(MAX_DATASETS).toList());
    return tree.put(DATASETS_TOTAL, datasetsTotal);
  }

  /** Each version once, from when it was first seen anywhere to when it was last seen. */
  private static List<JsonNode> versions(List<JsonNode> all) {
    Map<JsonNode, ObjectNode> byName = new LinkedHashMap<>();
    for (JsonNode one : all) {
      ObjectNode seen = byName.computeIfAbsent(one.path(VERSION), name -> one.deepCopy());
      if (isBefore(one, seen, FIRST_SEEN)) {
        seen.set(FIRST_SEEN, one.path(FIRST_SEEN));
      }
      if (isBefore(seen, one, LAST_SEEN)) {
        seen.set(LAST_SEEN, one.path(LAST_SEEN));
      }
    }
    return byName.values().stream()
        .map(JsonNode.class::cast)
        .sorted(LATEST_FIRST)
        .limit(MAX_VERSIONS)
        .toList();
  }

  /** All times are written in the same length, so their text has their order. */
  private static boolean isBefore(JsonNode one, JsonNode other, String time) {
    return one.path(time).asText().compareTo(other.path(time).asText()) < 0;
  }

  /** One entry of two parts of the same service. */
  static byte[] combined(byte[] one, byte[] other) {
    try {
      JsonNode some = MAPPER.readTree(one);
      JsonNode more = MAPPER.readTree(other);
      return MAPPER.writeValueAsBytes(
          tree(
              some.path(SERVICE).isNull() ? null : some.path(SERVICE).asText(),
              ReadinessJson.facts(some.path(COUNTS)).plus(ReadinessJson.facts(more.path(COUNTS))),
              both(some.path(VERSIONS), more.path(VERSIONS)),
              both(some.path(DATASETS), more.path(DATASETS)),
              some.path(DATASETS_TOTAL).asLong() + more.path(DATASETS_TOTAL).asLong()));
    } catch (IOException e) {
      throw new UncheckedIOException("an instance has sent a service that is no JSON", e);
    }
  }

  private static List<JsonNode> both(JsonNode some, JsonNode more) {
    List<JsonNode> both = new ArrayList<>();
    if (some instanceof ArrayNode) {
      some.forEach(both::add);
    }
    if (more instanceof ArrayNode) {
      more.forEach(both::add);
    }
    return both;
  }
}
