package io.signalfactory.infer;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalfactory.contract.FieldPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads events that are written in JSON. Fields are where a contract looks for them: those of the
 * member {@code payload}, if that is an object, and then those of the record itself.
 */
final class JsonEvents {

  private static final int MAX_DEPTH = 5;
  private static final String ENVELOPE = "payload";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonEvents() {}

  /** The event of a record; null if the value is not one JSON object. */
  static @Nullable Event read(SampledRecord sampled) {
    if (sampled.value() == null) {
      return null;
    }
    try {
      JsonNode tree = JSON.readTree(sampled.value());
      return tree != null && tree.isObject()
          ? new Event(sampled, fields(tree), tree.path(ENVELOPE).isObject())
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static Map<FieldPath, JsonNode> fields(JsonNode tree) {
    Map<FieldPath, JsonNode> fields = new LinkedHashMap<>();
    JsonNode payload = tree.path(ENVELOPE);
    if (payload.isObject()) {
      collect(payload, List.of(), fields);
    }
    tree.properties()
        .forEach(
            member -> {
              if (!(payload.isObject() && member.getKey().equals(ENVELOPE))) {
                collect(member.getKey(), member.getValue(), List.of(), fields);
              }
            });
    return fields;
  }

  private static void collect(
      JsonNode object, List<String> outer, Map<FieldPath, JsonNode> fields) {
    object
        .properties()
        .forEach(member -> collect(member.getKey(), member.getValue(), outer, fields));
  }

  private static void collect(
      String name, JsonNode value, List<String> outer, Map<FieldPath, JsonNode> fields) {
    if (name.isEmpty() || outer.size() >= MAX_DEPTH) {
      return;
    }
    List<String> names = new ArrayList<>(outer);
    names.add(name);
    boolean isNew = fields.putIfAbsent(new FieldPath(names), value) == null;
    if (isNew && value.isObject()) {
      collect(value, names, fields);
    }
  }
}
