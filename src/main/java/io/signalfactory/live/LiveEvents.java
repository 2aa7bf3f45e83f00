package io.signalfactory.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds the changes among the records. A state is published at least once a minute, changed or not;
 * it has changed where it has lasted since the moment of its judgement.
 */
final class LiveEvents {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final char KEY_SEPARATOR = '|';

  private LiveEvents() {}

  /** The change that a record tells of; empty if it tells of none, or is not one of ours. */
  static Optional<LiveEvent> of(LiveRecord record) {
    byte[] value = record.value();
    if (value == null) {
      return record.topic() == LiveTopic.SIGNALS ? retired(record) : Optional.empty();
    }
    JsonNode tree;
    try {
      tree = MAPPER.readTree(value);
    } catch (IOException e) {
      return Optional.empty();
    }
    String urn = tree.path("dataset_urn").asText("");
    if (urn.isEmpty()) {
      return Optional.empty();
    }
    return switch (record.topic()) {
      case SIGNALS ->
          tree.path("since").equals(tree.path("updated_at"))
              ? Optional.of(event(record, "signal", urn, tree))
              : Optional.empty();
      case BREACHES -> Optional.of(event(record, "breach", urn, tree));
    };
  }

  /** The key of a state is its dataset, signal and consumer; a URN has no separator in it. */
  private static Optional<LiveEvent> retired(LiveRecord record) {
    String key = record.key();
    int afterUrn = key.indexOf(KEY_SEPARATOR);
    if (afterUrn <= 0) {
      return Optional.empty();
    }
    int afterSignal = key.indexOf(KEY_SEPARATOR, afterUrn + 1);
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    String urn = key.substring(0, afterUrn);
    tree.put("dataset_urn", urn);
    tree.put("signal", key.substring(afterUrn + 1, afterSignal < 0 ? key.length() : afterSignal));
    tree.put("consumer", afterSignal < 0 ? null : key.substring(afterSignal + 1));
    return Optional.of(event(record, "retired", urn, tree));
  }

  private static LiveEvent event(LiveRecord record, String name, String urn, JsonNode tree) {
    return new LiveEvent(
        record.topic(), record.partition(), record.offset(), name, urn, tree.toString());
  }
}
