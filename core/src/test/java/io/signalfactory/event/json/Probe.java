package io.signalfactory.event.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalfactory.contract.FieldPath;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.EventFields;
import io.signalfactory.event.FieldKind;
import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.MemberPath;
import io.signalfactory.event.TextTable;
import io.signalfactory.time.TimeFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reader of the paths that a test asks for, whose answers are by path. */
final class Probe {

  private final Map<String, Integer> slots = new LinkedHashMap<>();
  private final JsonReader reader;
  private final FieldPlan plan;

  private Probe(boolean collectsNames, List<String> paths) {
    FieldPlan.Builder builder = new FieldPlan.Builder();
    for (String path : paths) {
      slots.put(path, builder.slot(FieldPath.of(path), true));
    }
    if (collectsNames) {
      builder.collectNames();
    }
    plan = builder.build();
    reader = new JsonReader(plan);
  }

  static Probe of(String... paths) {
    return new Probe(false, List.of(paths));
  }

  static Probe collectingNames(String... paths) {
    return new Probe(true, List.of(paths));
  }

  Decoding read(byte @Nullable [] value) {
    return reader.read(value);
  }

  Decoding read(String json) {
    return reader.read(json.getBytes(UTF_8));
  }

  /** The fields of a value that must be an event. */
  Seen see(String json) {
    return see(json.getBytes(UTF_8));
  }

  Seen see(byte[] json) {
    Decoding decoding = reader.read(json);
    if (decoding instanceof Decoding.Decoded decoded) {
      return new Seen(decoded.fields(), slots);
    }
    throw new AssertionError("not decoded: " + decoding);
  }

  String refusal(byte[] value) {
    Decoding decoding = reader.read(value);
    if (decoding instanceof Decoding.Malformed malformed) {
      return malformed.reason();
    }
    throw new AssertionError("not refused: " + decoding);
  }

  String refusal(String value) {
    return refusal(value.getBytes(UTF_8));
  }

  /** Whether the scanner can read a value. */
  boolean scans(byte[] value) {
    JsonFields values = new JsonFields(plan);
    values.begin(value);
    return new JsonScanner(plan, values, new JsonHabit().lesson()).read(value);
  }

  /** A copy of the kinds and values of all paths. */
  Map<String, String> snapshot(byte @Nullable [] value) {
    return snapshotOf(reader.read(value));
  }

  /** As {@link #snapshot}, but read by Jackson alone. */
  Map<String, String> snapshotByJackson(byte[] value) {
    return snapshotOf(new JsonReader(plan).readPlainly(value));
  }

  private Map<String, String> snapshotOf(Decoding decoding) {
    Map<String, String> all = new LinkedHashMap<>();
    if (decoding instanceof Decoding.Decoded decoded) {
      slots.forEach((path, slot) -> all.put(path, described(decoded.fields(), slot)));
      all.put("enveloped", String.valueOf(decoded.fields().enveloped()));
      all.put("members", String.valueOf(decoded.fields().members()));
    } else {
      all.put("refused", decoding.toString());
    }
    return all;
  }

  private static String described(EventFields fields, int slot) {
    return "%s %s %s %s"
        .formatted(
            fields.kind(slot),
            fields.value(slot),
            fields.isWhole(slot),
            fields.exactMillis(slot, TimeFormat.RFC3339));
  }

  /** One event's fields by path. */
  record Seen(EventFields fields, Map<String, Integer> slots) {
    FieldKind kind(String path) {
      return fields.kind(slot(path));
    }

    @Nullable Object value(String path) {
      return fields.value(slot(path));
    }

    List<String> members() {
      return fields.members().stream().map(MemberPath::dotted).toList();
    }

    int textLength(String path) {
      return fields.textLength(slot(path));
    }

    int compareNumber(String path, long whole) {
      return fields.compareNumber(slot(path), whole);
    }

    boolean isWritten(String path, String text) {
      return fields.find(slot(path), new TextTable<>(Map.of(text, true))) != null;
    }

    private int slot(String path) {
      Integer slot = slots.get(path);
      if (slot == null) {
        throw new AssertionError("the test does not ask for " + path);
      }
      return slot;
    }
  }
}
