package io.signalfactory.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One difference between a topic and what is expected of it.
 *
 * @param topic the topic's name
 * @param missing whether the topic does not exist
 * @param message what is wrong and what to do about it
 */
public record TopicDifference(String topic, boolean missing, String message) {

  /** Compares a topic with what is expected of it; {@code actual} is null if it is missing. */
  static List<TopicDifference> between(TopicSpec expected, @Nullable TopicState actual) {
    String name = expected.name();
    if (actual == null) {
      return List.of(
          new TopicDifference(
              name, true, name + " is missing: create it with `signal-factory topics create`"));
    }
    List<TopicDifference> differences = new ArrayList<>();
    if (actual.partitions() != expected.partitions()) {
      differences.add(of(name, partitions(expected, actual)));
    }
    if (expected.replicationFactor() != -1
        && actual.replicationFactor() != expected.replicationFactor()) {
      differences.add(
          of(
              name,
              "has %d replicas where %d are expected: move it with kafka-reassign-partitions.sh"
                      .formatted(actual.replicationFactor(), expected.replicationFactor())
                  + ", or set topics.replication.factor"));
    }
    expected
        .configs()
        .forEach(
            (key, value) -> {
              String found = actual.configs().getOrDefault(key, "(none)");
              if (!found.equals(value)) {
                differences.add(
                    of(
                        name,
                        ("has %s=%s where %s is expected: kafka-configs.sh --alter --entity-type"
                                + " topics --entity-name %s --add-config %s=%s")
                            .formatted(key, found, value, name, key, value)));
              }
            });
    return differences;
  }

  private static String partitions(TopicSpec expected, TopicState actual) {
    String difference =
        "has %d partitions where %d are expected: "
            .formatted(actual.partitions(), expected.partitions());
    return actual.partitions() < expected.partitions()
        ? difference
            + "kafka-topics.sh --alter --topic %s --partitions %d, or set the configured number"
                .formatted(expected.name(), expected.partitions())
        : difference + "a topic cannot shrink, so set the configured number";
  }

  private static TopicDifference of(String topic, String message) {
    return new TopicDifference(topic, false, topic + " " + message);
  }
}
