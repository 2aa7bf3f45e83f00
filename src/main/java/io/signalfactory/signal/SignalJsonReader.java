package io.signalfactory.signal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.signalfactory.codec.CodecException;
import io.signalfactory.deployment.DeploymentJson;
import io.signalfactory.tally.Cause;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.Sample;
import io.signalfactory.tally.Window;
import io.signalfactory.time.Rfc3339Reader;
import io.signalfactory.time.TimeFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the JSON objects that {@link SignalJsonWriter} writes. */
final class SignalJsonReader {

  static final int OPEN_BREACH_FORMAT = 1;
  static final int TRANSITION_FORMAT = 1;

  private static final ObjectReader TREE = new ObjectMapper().reader();

  private SignalJsonReader() {}

  /**
   * Reads one value.
   *
   * @param what names the value in messages, for example {@code signal state}
   * @param shape makes the value from the JSON tree
   * @throws CodecException if it is not such a value
   */
  static <T> T read(byte[] json, String what, Function<JsonNode, T> shape) {
    try {
      return shape.apply(TREE.readTree(json));
    } catch (IOException e) {
      throw new CodecException("a " + what + " is not JSON: " + e.getMessage(), e);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new CodecException("not a " + what + ": " + e.getMessage(), e);
    }
  }

  static SignalState state(JsonNode node) {
    return new SignalState(
        key(node),
        State.valueOf(text(node, "state")),
        measure(object(node, "observed")),
        threshold(node.path("threshold")),
        window(node.path("window")),
        time(node, "since"),
        time(node, "updated_at"),
        optionalText(node, "breach_id"),
        text(node, "reason"),
        map(object(node, "details")));
  }

  static Breach breach(JsonNode node) {
    List<Cause> causes = new ArrayList<>();
    array(node, "causes").forEach(cause -> causes.add(cause(cause)));
    List<String> consumers = new ArrayList<>();
    array(node, "affected_consumers").forEach(consumer -> consumers.add(consumer.asText()));
    return new Breach(
        text(node, "breach_id"),
        Breach.Status.valueOf(text(node, "status")),
        State.valueOf(text(node, "severity")),
        key(node),
        optionalText(node, "owner"),
        node.path("tier").isInt() ? node.path("tier").intValue() : null,
        optionalText(node, "contract_version"),
        measure(object(node, "observed")),
        threshold(node.path("threshold")),
        window(node.path("window")),
        time(node, "opened_at"),
        time(node, "detected_at"),
        updatedAt(node),
        optionalTime(node, "resolved_at"),
        text(node, "summary"),
        causes,
        consumers,
        node.path("deployment").isObject() ? DeploymentJson.of(node.path("deployment")) : null);
  }

  /** Builds before 0.1.0 wrote no {@code updated_at}; the time that is nearest to it is taken. */
  private static Instant updatedAt(JsonNode breach) {
    Instant updated = optionalTime(breach, "updated_at");
    Instant resolved = optionalTime(breach, "resolved_at");
    if (updated != null) {
      return updated;
    }
    return resolved == null ? time(breach, "detected_at") : resolved;
  }

  static OpenBreach openBreach(JsonNode node) {
    expectFormat(node, OPEN_BREACH_FORMAT);
    return new OpenBreach(
        breach(object(node, "breach")),
        optionalTime(node, "healthy_since"),
        time(node, "last_said_at"),
        time(node, "last_checked_at"));
  }

  static Transition transition(JsonNode node) {
    expectFormat(node, TRANSITION_FORMAT);
    return new Transition(Math.toIntExact(whole(node, "number")), breach(object(node, "breach")));
  }

  private static void expectFormat(JsonNode node, int expected) {
    int format = node.path("format").asInt();
    if (format != expected) {
      throw new IllegalArgumentException(
          "it has format "
              + format
              + ", but this release reads format "
              + expected
              + " only: run the release that wrote it, or reset the application's state");
    }
  }

  private static SignalKey key(JsonNode node) {
    String label = text(node, "signal");
    Signal signal =
        Signal.ofLabel(label)
            .orElseThrow(() -> new IllegalArgumentException("there is no signal " + label));
    return new SignalKey(text(node, "dataset_urn"), signal, optionalText(node, "consumer"));
  }

  private static Measure measure(JsonNode node) {
    String label = text(node, "unit");
    for (Measure.Unit unit : Measure.Unit.values()) {
      if (unit.label().equals(label)) {
        return new Measure(optionalNumber(node, "value"), unit);
      }
    }
    throw new IllegalArgumentException("there is no unit " + label);
  }

  private static @Nullable Threshold threshold(JsonNode node) {
    return node.isObject()
        ? new Threshold(
            optionalNumber(node, "warning"),
            optionalNumber(node, "critical"),
            optionalNumber(node, "minimum"),
            optionalNumber(node, "maximum"))
        : null;
  }

  private static @Nullable Window window(JsonNode node) {
    return node.isObject() ? new Window(time(node, "start"), time(node, "end")) : null;
  }

  private static Cause cause(JsonNode node) {
    CauseKey key =
        new CauseKey(
            optionalText(node, "service"),
            optionalText(node, "version"),
            text(node, "gate"),
            text(node, "code"),
            optionalText(node, "field"),
            optionalText(node, "rule"));
    JsonNode sample = object(node, "sample");
    return new Cause(
        key,
        whole(node, "count"),
        number(node, "share"),
        time(node, "first_seen"),
        new Sample(
            text(sample, "topic"),
            Math.toIntExact(whole(sample, "partition")),
            whole(sample, "offset"),
            text(sample, "evidence_id"),
            optionalText(sample, "trace_id")));
  }

  private static JsonNode object(JsonNode node, String name) {
    JsonNode member = node.path(name);
    if (!member.isObject()) {
      throw new IllegalArgumentException("its member " + name + " has to be an object");
    }
    return member;
  }

  private static JsonNode array(JsonNode node, String name) {
    JsonNode member = node.path(name);
    if (!member.isArray()) {
      throw new IllegalArgumentException("its member " + name + " has to be an array");
    }
    return member;
  }

  private static String text(JsonNode node, String name) {
    String text = optionalText(node, name);
    if (text == null) {
      throw new IllegalArgumentException("its member " + name + " has to be a text");
    }
    return text;
  }

  private static @Nullable String optionalText(JsonNode node, String name) {
    JsonNode member = node.path(name);
    return member.isTextual() ? member.textValue() : null;
  }

  private static Instant time(JsonNode node, String name) {
    return instant(text(node, name));
  }

  private static @Nullable Instant optionalTime(JsonNode node, String name) {
    String text = optionalText(node, name);
    return text == null ? null : instant(text);
  }

  /** The form that {@link SignalJsonWriter} writes is read in a tenth of the time. */
  private static Instant instant(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long millis =
        Rfc3339Reader.isWholeMillis(bytes, 0, bytes.length)
            ? new Rfc3339Reader().epochMillis(bytes, 0, bytes.length)
            : TimeFormat.NO_TIME;
    return millis == TimeFormat.NO_TIME ? Instant.parse(text) : Instant.ofEpochMilli(millis);
  }

  private static double number(JsonNode node, String name) {
    Double number = optionalNumber(node, name);
    if (number == null) {
      throw new IllegalArgumentException("its member " + name + " has to be a number");
    }
    return number;
  }

  private static @Nullable Double optionalNumber(JsonNode node, String name) {
    JsonNode member = node.path(name);
    return member.isNumber() ? member.doubleValue() : null;
  }

  private static long whole(JsonNode node, String name) {
    JsonNode member = node.path(name);
    if (!member.canConvertToLong() || !member.isIntegralNumber()) {
      throw new IllegalArgumentException("its member " + name + " has to be a whole number");
    }
    return member.longValue();
  }

  private static Map<String, Object> map(JsonNode node) {
    Map<String, Object> map = new TreeMap<>();
    node.properties()
        .forEach(
            member -> {
              Object value = any(member.getValue());
              if (value != null) {
                map.put(member.getKey(), value);
              }
            });
    return map;
  }

  private static @Nullable Object any(JsonNode node) {
    if (node.isObject()) {
      return map(node);
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      for (JsonNode item : node) {
        Object value = any(item);
        if (value != null) {
          list.add(value);
        }
      }
      return list;
    }
    if (node.isIntegralNumber()) {
      return node.longValue();
    }
    if (node.isNumber()) {
      return node.doubleValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isTextual() ? node.textValue() : null;
  }
}
