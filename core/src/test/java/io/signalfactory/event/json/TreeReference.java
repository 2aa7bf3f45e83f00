package io.signalfactory.event.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.Opaque;
import io.signalfactory.event.FieldKind;
import io.signalfactory.event.MemberPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of an event, found in the slow and obvious way: build the tree and walk it. */
final class TreeReference {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final JsonNode record;

  TreeReference(String json) {
    try {
      record = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the test makes JSON that is none", e);
    }
  }

  FieldKind kind(String path) {
    JsonNode node = find(path);
    return switch (node.getNodeType()) {
      case MISSING -> FieldKind.ABSENT;
      case NULL -> FieldKind.NULL;
      case STRING -> FieldKind.STRING;
      case BOOLEAN -> FieldKind.BOOLEAN;
      case OBJECT -> FieldKind.OBJECT;
      case ARRAY -> FieldKind.ARRAY;
      case NUMBER -> node.isIntegralNumber() ? FieldKind.INTEGER : FieldKind.DECIMAL;
      default -> throw new AssertionError(node.getNodeType());
    };
  }

  @Nullable Object value(String path) {
    JsonNode node = find(path);
    return switch (kind(path)) {
      case ABSENT, NULL -> null;
      case STRING -> node.textValue();
      case BOOLEAN -> node.booleanValue();
      case OBJECT -> Opaque.OBJECT;
      case ARRAY -> Opaque.ARRAY;
      case INTEGER -> node.canConvertToLong() ? (Object) node.longValue() : node.decimalValue();
      case DECIMAL -> wholeAsLong(node.decimalValue());
    };
  }

  /** The members at the top, and those inside objects that {@code paths} lead into. */
  Set<MemberPath> members(List<String> paths) {
    Set<List<String>> branches = new HashSet<>();
    for (String path : paths) {
      for (FieldPath reading : FieldPath.of(path).readings()) {
        List<String> names = reading.names();
        for (int depth = 1; depth < names.size(); depth++) {
          branches.add(names.subList(0, depth));
          if (enveloped() && depth > 1 && names.get(0).equals("payload")) {
            branches.add(names.subList(1, depth));
          }
        }
      }
    }
    Set<MemberPath> found = new HashSet<>();
    collect(enveloped() ? record.get("payload") : record, List.of(), branches, found);
    return found;
  }

  boolean enveloped() {
    return record.path("payload").isObject();
  }

  private static void collect(
      JsonNode object, List<String> path, Set<List<String>> branches, Set<MemberPath> found) {
    for (var entry : object.properties()) {
      found.add(
          new MemberPath(path.isEmpty() ? null : new FieldPath(path).toString(), entry.getKey()));
      List<String> inside = new ArrayList<>(path);
      inside.add(entry.getKey());
      if (entry.getValue().isObject() && branches.contains(inside)) {
        collect(entry.getValue(), inside, branches, found);
      }
    }
  }

  private JsonNode find(String path) {
    JsonNode inPayload = enveloped() ? walk(record.get("payload"), path) : null;
    return inPayload == null || inPayload.isMissingNode() ? walk(record, path) : inPayload;
  }

  private static JsonNode walk(JsonNode from, String path) {
    JsonNode node = from;
    for (FieldPath reading : FieldPath.of(path).readings()) {
      node = from;
      for (String name : reading.names()) {
        node = node.path(name);
      }
      if (!node.isMissingNode()) {
        return node;
      }
    }
    return node;
  }

  private static Object wholeAsLong(BigDecimal number) {
    boolean whole = number.scale() == 0 && number.unscaledValue().bitLength() < Long.SIZE;
    return whole ? (Object) number.longValue() : number;
  }
}
