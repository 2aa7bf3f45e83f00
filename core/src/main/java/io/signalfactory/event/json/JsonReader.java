package io.signalfactory.event.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.signalfactory.contract.Opaque;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.MemberPath;
import io.signalfactory.event.PayloadReader;
import io.signalfactory.event.PlanNode;
import io.signalfactory.event.RawRecord;
import io.signalfactory.event.StrictUtf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON in one pass, without building a tree. It tries three ways in turn, each of which takes
 * more kinds of values than the one before and costs more: by {@link JsonHabit}, by {@link
 * JsonScanner}, and by Jackson.
 */
final class JsonReader implements PayloadReader {

  /** Values that are nested deeper are malformed: no event needs it, and others use recursion. */
  static final int MAX_DEPTH = 500;

  private static final String PAYLOAD = FieldPlan.PAYLOAD;
  private static final Decoding TOMBSTONE = new Decoding.Tombstone();

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // Producers choose the names: interning them would fill a table that is never emptied.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  // Bounded in value(), where a long number is still a number.
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonFields values;
  private final FieldPlan plan;
  private final JsonHabit habit;
  private final JsonScanner scanner;
  private final Decoding decoded;

  JsonReader(FieldPlan plan) {
    this.plan = plan;
    this.values = new JsonFields(plan);
    this.habit = new JsonHabit();
    this.scanner = new JsonScanner(plan, values, habit.lesson());
    this.decoded = new Decoding.Decoded(values);
  }

  @Override
  public Decoding read(RawRecord record) {
    return read(record.value());
  }

  Decoding read(byte @Nullable [] value) {
    if (value == null) {
      return TOMBSTONE;
    }
    if (StrictUtf8.accepts(value) && (readByHabit(value) || scan(value))) {
      return decoded;
    }
    return readPlainly(value);
  }

  @Override
  public void release() {
    values.release();
  }

  private boolean readByHabit(byte[] value) {
    values.begin(value);
    return habit.read(value);
  }

  private boolean scan(byte[] value) {
    values.begin(value);
    habit.lesson().begin();
    return scanner.read(value);
  }

  /** Reads the value with Jackson, which gives the answer that the faster ways must agree with. */
  Decoding readPlainly(byte[] value) {
    values.begin(value);
    if (isUtf16Or32(value) || !StrictUtf8.accepts(value)) {
      return malformed("not UTF-8");
    }
    try (JsonParser json = JSON.createParser(value)) {
      JsonToken first = json.nextToken();
      if (first != JsonToken.START_OBJECT) {
        return malformed(first == null ? "the value is empty" : "not a JSON object");
      }
      readRecord(json);
      if (json.nextToken() != null) {
        return malformed(at(json, "more after the JSON object"));
      }
      return decoded;
    } catch (StreamConstraintsException e) {
      return malformed("nested deeper than " + MAX_DEPTH + ", or a name too long");
    } catch (JsonEOFException e) {
      return malformed("the JSON ends too early, after " + value.length + " bytes");
    } catch (IOException e) {
      // Jackson's message quotes the record, and no content of a record may be shown.
      return malformed("not JSON");
    }
  }

  /** Jackson would guess these encodings and read them, but JSON that is exchanged is UTF-8. */
  private static boolean isUtf16Or32(byte[] value) {
    if (value.length < 2) {
      return false;
    }
    boolean byteOrderMark = value[0] == (byte) 0xFE || value[0] == (byte) 0xFF;
    return byteOrderMark || value[0] == 0 || value[1] == 0;
  }

  private void readRecord(JsonParser json) throws IOException {
    PlanNode root = plan.root();
    JsonFields.Layer record = values.record();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      PlanNode inRecord = root.child(name);
      noteName(record, null, name);
      if (name.equals(PAYLOAD)) {
        if (token == JsonToken.START_OBJECT) {
          note(record, inRecord, token, json);
          readObject(json, values.openPayload(), root, record, inRecord);
          continue;
        }
        values.closePayload();
      }
      readMember(json, token, record, inRecord, null, null);
    }
  }

  /**
   * Reads the members of an object for one node of the plan, or for two at once: a member of the
   * payload counts both as {@code a} in the payload and as {@code payload.a} in the record.
   */
  private void readObject(
      JsonParser json,
      JsonFields.Layer layer,
      @Nullable PlanNode node,
      JsonFields.@Nullable Layer outerLayer,
      @Nullable PlanNode outerNode)
      throws IOException {
    String path = plan.collectsNames() ? FieldPlan.pathOf(node, outerNode) : null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      PlanNode child = node == null ? null : node.child(name);
      PlanNode outerChild = outerNode == null ? null : outerNode.child(name);
      noteName(layer, path, name);
      readMember(json, token, layer, child, outerLayer, outerChild);
    }
  }

  private void readMember(
      JsonParser json,
      JsonToken token,
      JsonFields.Layer layer,
      @Nullable PlanNode node,
      JsonFields.@Nullable Layer outerLayer,
      @Nullable PlanNode outerNode)
      throws IOException {
    note(layer, node, token, json);
    if (outerLayer != null) {
      note(outerLayer, outerNode, token, json);
    }
    if (token == JsonToken.START_OBJECT && (branches(node) || branches(outerNode))) {
      readObject(json, layer, node, outerLayer, outerNode);
    } else {
      json.skipChildren();
    }
  }

  private void noteName(JsonFields.Layer layer, @Nullable String parent, String name) {
    if (plan.collectsNames()) {
      layer.noteName(new MemberPath(parent, name));
    }
  }

  private void note(
      JsonFields.Layer layer, @Nullable PlanNode node, JsonToken token, JsonParser json)
      throws IOException {
    if (node == null) {
      return;
    }
    layer.enter(node);
    if (node.slot() == PlanNode.NO_SLOT) {
      return;
    }
    layer.put(
        node.slot(), kind(token, json), plan.captures(node.slot()) ? value(token, json) : null);
  }

  private static boolean branches(@Nullable PlanNode node) {
    return node != null && !node.leaf();
  }

  private static byte kind(JsonToken token, JsonParser json) throws IOException {
    return switch (token) {
      case VALUE_STRING -> KindCode.STRING;
      case VALUE_NUMBER_INT -> KindCode.INTEGER;
      case VALUE_NUMBER_FLOAT -> isWhole(json) ? KindCode.WHOLE_DECIMAL : KindCode.DECIMAL;
      case VALUE_TRUE, VALUE_FALSE -> KindCode.BOOLEAN;
      case START_OBJECT -> KindCode.OBJECT;
      case START_ARRAY -> KindCode.ARRAY;
      default -> KindCode.NULL;
    };
  }

  private static boolean isWhole(JsonParser json) throws IOException {
    byte[] number = json.getText().getBytes(StandardCharsets.US_ASCII);
    return JsonNumbers.isWhole(number, 0, number.length);
  }

  private static @Nullable Object value(JsonToken token, JsonParser json) throws IOException {
    return switch (token) {
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          json.getTextLength() > JsonNumbers.MAX_LENGTH
              ? Opaque.NUMBER_TOO_LONG
              : JsonNumbers.value(json.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_OBJECT -> Opaque.OBJECT;
      case START_ARRAY -> Opaque.ARRAY;
      default -> null;
    };
  }

  private static Decoding malformed(String problem) {
    return new Decoding.Malformed("expected one JSON object: " + problem);
  }

  private static String at(JsonParser json, String what) {
    return what + " at byte " + json.currentTokenLocation().getByteOffset();
  }
}
