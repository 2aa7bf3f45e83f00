package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.Slos;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The limits that charts draw: those of the contract in force, not of earlier versions. */
final class PastLimits {

  private static final double MS_PER_SECOND = 1_000.0;

  private PastLimits() {}

  /** The limits; each is null where the contract does not set it, or if there is no contract. */
  static ObjectNode tree(@Nullable Contract contract) {
    Slos slos = contract == null ? Slos.NONE : contract.slos();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("contract_version", contract == null ? null : contract.version());
    Slos.Freshness freshness = slos.freshness();
    ObjectNode staleness = tree.putObject("freshness");
    staleness.put("warning", freshness == null ? null : seconds(freshness.warningDelay()));
    staleness.put("critical", freshness == null ? null : seconds(freshness.maxDelay()));
    ArrayNode consumers = staleness.putArray("consumers");
    for (Slos.ConsumerFreshness limit : slos.consumers()) {
      ObjectNode consumer = consumers.addObject();
      consumer.put("consumer", limit.consumer());
      consumer.put("warning", seconds(limit.warningDelay()));
      consumer.put("critical", seconds(limit.maxDelay()));
    }
    Slos.Volume volume = slos.volume();
    ObjectNode events = tree.putObject("volume");
    events.put("minimum_per_hour", volume == null ? null : volume.minEventsPerHour());
    events.put("maximum_per_hour", volume == null ? null : volume.maxEventsPerHour());
    tree.putObject("compliance")
        .put("minimum", slos.compliance() == null ? null : slos.compliance().minRate());
    tree.putObject("quality")
        .put("minimum", slos.quality() == null ? null : slos.quality().minRate());
    return tree;
  }

  private static @Nullable Double seconds(@Nullable Duration delay) {
    return delay == null ? null : delay.toMillis() / MS_PER_SECOND;
  }
}
