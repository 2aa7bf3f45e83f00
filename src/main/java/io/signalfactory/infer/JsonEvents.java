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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads events that are written in JSON. Fields are where a contract looks for them: those of the
 * member {@code payload}, if that is an object, and then those of the record itself. A member with
 * dots in its name is the same field as one inside objects: {@code service.name} finds both, and
 * the former first.
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
    members(tree)
        .filter(member -> !(payload.isObject() && member.getKey().equals(ENVELOPE)))
        .forEach(member -> collect(member.getKey(), member.getValue(), List.of(), fields));
    return fields;
  }

  private static void collect(
      JsonNode object, List<String> outer, Map<FieldPath, JsonNode> fields) {
    members(object).forEach(member -> collect(member.getKey(), member.getValue(), outer, fields));
  }

  /** Those with dots in their names first. */
  private static Stream<Map.Entry<String, JsonNode>> members(JsonNode object) {
    return Stream.concat(
        object.properties().stream().filter(member -> member.getKey().indexOf('.') >= 0),
        object.properties().stream().filter(member -> member.getKey().indexOf('.') < 0));
  }

  private static void collect(
      String name, JsonNode value, List<String> outer, Map<FieldPath, JsonNode> fields) {
    if (name.isEmpty() || outer.size() >= MAX_DEPTH) {
      return;
    }
    List<String> apart = List.of(name.split("[.]", -1));
    FieldPath path = path(outer, apart.contains("") ? List.of(name) : apart);
    boolean isNew = fields.putIfAbsent(path, value) == null;
    if (isNew && value.isObject()) {
      // Only the last name of a path can have dots and be found without quotes.
      collect(value, path(outer, List.of(name)).names(), fields);
    }
  }

  private static FieldPath path(List<String> outer, List<String> inner) {
    List<String> names = new ArrayList<>(outer);
    names.addAll(inner);
    return new FieldPath(names);
  }
}
