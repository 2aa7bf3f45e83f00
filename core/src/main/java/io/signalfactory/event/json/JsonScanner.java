package io.signalfactory.event.json;

import static io.signalfactory.event.json.JsonLexer.GIVE_UP;

import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.MemberPath;
import io.signalfactory.event.PlanNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads JSON as machines write it, straight from the bytes. It reads a value only if that is one
 * object in the subset of JSON that {@link JsonLexer} knows; otherwise it gives up, and Jackson
 * reads the value from its beginning and tells what is wrong with it. What it does read, it reads
 * exactly as Jackson would: {@code JsonReaderProperties} compares them.
 *
 * <p>Not thread-safe: one per reader.
 */
final class JsonScanner {

  private static final byte[] PAYLOAD = FieldPlan.PAYLOAD.getBytes(StandardCharsets.US_ASCII);

  private final FieldPlan plan;
  private final JsonFields values;
  private final JsonHabit.Lesson lesson;
  private final MemberTarget record;
  private final MemberTarget payload;

  /** For members that are not wanted. */
  private final MemberTarget unwanted;

  /**
   * @param plan the fields that are wanted
   * @param values where they are noted
   * @param lesson follows what is read
   */
  JsonScanner(FieldPlan plan, JsonFields values, JsonHabit.Lesson lesson) {
    this.plan = plan;
    this.values = values;
    this.lesson = lesson;
    PlanNode root = plan.root();
    JsonFields.Layer outer = values.record();
    this.record = new MemberTarget(values, outer, root, null, null, null, false);
    this.payload =
        new MemberTarget(
            values, values.payload(), root, outer, root.child(FieldPlan.PAYLOAD), null, true);
    this.unwanted = new MemberTarget(values, outer, null, null, null, null, false);
  }

  /**
   * Reads a value that is known to be UTF-8.
   *
   * @return whether it was read; if not, what the fields have now means nothing
   */
  boolean read(byte[] in) {
    int at = JsonLexer.skipSpace(in, 0);
    if (JsonLexer.byteAt(in, at) != '{') {
      return false;
    }
    at = readObject(in, at + 1, record, 0);
    if (at == GIVE_UP || JsonLexer.skipSpace(in, at) != in.length) {
      return false;
    }
    lesson.end(in);
    return true;
  }

  /** Reads an object from after its brace. */
  private int readObject(byte[] in, int start, MemberTarget object, int depth) {
    if (depth > JsonLexer.MAX_DEPTH) {
      return GIVE_UP;
    }
    int at = JsonLexer.skipSpace(in, start);
    if (JsonLexer.byteAt(in, at) == '}') {
      return at + 1;
    }
    while (true) {
      int nameEnd = JsonLexer.name(in, at);
      int valueAt = nameEnd == GIVE_UP ? GIVE_UP : JsonLexer.colon(in, nameEnd + 1);
      if (valueAt == GIVE_UP) {
        return GIVE_UP;
      }
      lesson.name(in, at + 1, nameEnd);
      MemberTarget member = member(in, at + 1, nameEnd, object);
      at = readMember(in, valueAt, member, depth + 1);
      if (at == GIVE_UP) {
        return GIVE_UP;
      }
      at = JsonLexer.skipSpace(in, at);
      int next = JsonLexer.byteAt(in, at);
      if (next == '}') {
        return at + 1;
      }
      if (next != ',') {
        return GIVE_UP;
      }
      at = JsonLexer.skipSpace(in, at + 1);
    }
  }

  private int readMember(byte[] in, int at, MemberTarget member, int depth) {
    int end;
    if (JsonLexer.byteAt(in, at) == '{' && member.branches()) {
      member.open(at);
      lesson.open(member, at);
      end = readObject(in, at + 1, member.payload() ? payload : member, depth);
      lesson.close();
    } else {
      end = member.read(in, at, depth);
      if (end != GIVE_UP) {
        lesson.value(in, member, at, end);
      }
    }
    return end;
  }

  private MemberTarget member(byte[] in, int from, int to, MemberTarget object) {
    PlanNode node = object.node();
    PlanNode outerNode = object.outerNode();
    PlanNode child = node == null ? null : node.child(in, from, to);
    PlanNode outerChild = outerNode == null ? null : outerNode.child(in, from, to);
    boolean isRecords = object.outerLayer() == null && node == plan.root();
    boolean isPayload = isRecords && Arrays.equals(PAYLOAD, 0, PAYLOAD.length, in, from, to);
    if (child == null && outerChild == null && !isPayload && !plan.collectsNames()) {
      return unwanted;
    }
    MemberPath name =
        plan.collectsNames()
            ? new MemberPath(
                FieldPlan.pathOf(node, outerNode),
                new String(in, from, to - from, StandardCharsets.UTF_8))
            : null;
    return new MemberTarget(
        values, object.layer(), child, object.outerLayer(), outerChild, name, isPayload);
  }
}
