package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.contract.Contract;
import io.signalfactory.query.DatasetReady;
import io.signalfactory.readiness.DatasetReadiness;
import io.signalfactory.readiness.Facts;
import io.signalfactory.readiness.Gap;
import io.signalfactory.readiness.Score;
import io.signalfactory.tally.Sender;
import io.signalfactory.tally.SenderCounts;
import io.signalfactory.time.Rfc3339Writer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Scores, and what they follow from, as JSON. */
final class ReadinessJson {

  private static final long SECONDS_PER_MINUTE = 60;

  private ReadinessJson() {}

  static JsonNode tree(DatasetReady ready) {
    DatasetReadiness readiness = ready.readiness();
    Contract contract = ready.contract();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("dataset_urn", ready.datasetUrn());
    tree.put("owner", contract == null ? null : contract.owner());
    tree.put("tier", contract == null ? null : contract.tier());
    putScore(tree, readiness.facts());
    if (readiness.senders().list().isEmpty()) {
      tree.putNull("window");
    } else {
      ObjectNode window = tree.putObject("window");
      window.put("start", time(readiness.fromMinute()));
      window.put("end", time(readiness.toMinute()));
    }
    tree.set("counts", counts(readiness.facts()));
    var services = tree.putArray("services");
    for (Sender sender : readiness.senders().list()) {
      ObjectNode service = services.addObject();
      service.put("service", sender.service());
      service.put("records", sender.counts().events());
      service.put("pass_rate", passRate(sender.counts()));
      service.put("score", score(readiness.facts(sender.service())));
    }
    return tree;
  }

  /** The members {@code score}, {@code domains} and {@code missing}. */
  static void putScore(ObjectNode tree, Facts facts) {
    Score score = Score.of(facts).orElse(null);
    tree.put("score", score == null ? null : score.total());
    if (score == null) {
      tree.putNull("domains");
    } else {
      ObjectNode domains = tree.putObject("domains");
      score.domains().forEach((domain, part) -> domains.put(domain.label(), part));
    }
    var missing = tree.putArray("missing");
    for (Gap gap : Gap.of(facts)) {
      missing.addObject().put("domain", gap.domain().label()).put("text", gap.text());
    }
  }

  static @Nullable Integer score(Facts facts) {
    return Score.of(facts).map(Score::total).orElse(null);
  }

  /** The share of records whose outcome is not FAIL; null if there are none. */
  static @Nullable Double passRate(SenderCounts counts) {
    return counts.events() == 0
        ? null
        : (double) (counts.events() - counts.failed()) / counts.events();
  }

  static ObjectNode counts(Facts facts) {
    SenderCounts counts = facts.counts();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("records", counts.events());
    tree.put("failed", counts.failed());
    tree.put("named_by_header", counts.named());
    tree.put("named_by_mapping", counts.mapped());
    tree.put("with_event_time", counts.timed());
    tree.put("with_trace", counts.traced());
    tree.put("with_contract", counts.contracted());
    tree.put("conforming", counts.conforming());
    tree.put("with_rules", counts.ruled());
    tree.put("keeping_rules", counts.sound());
    tree.put("volume_limited", facts.limited());
    tree.put("volume_known", facts.measured());
    return tree;
  }

  static Facts facts(JsonNode counts) {
    return new Facts(
        new SenderCounts(
            counts.path("records").asLong(),
            counts.path("failed").asLong(),
            counts.path("named_by_header").asLong(),
            counts.path("named_by_mapping").asLong(),
            counts.path("with_event_time").asLong(),
            counts.path("with_trace").asLong(),
            counts.path("with_contract").asLong(),
            counts.path("conforming").asLong(),
            counts.path("with_rules").asLong(),
            counts.path("keeping_rules").asLong()),
        counts.path("volume_limited").asLong(),
        counts.path("volume_known").asLong());
  }

  private static String time(long minute) {
    return Rfc3339Writer.format(Instant.ofEpochSecond(minute * SECONDS_PER_MINUTE));
  }
}
