package io.signalfactory.event.json;

import static io.signalfactory.event.json.JsonLexer.GIVE_UP;

import io.signalfactory.event.MemberPath;
import io.signalfactory.event.PlanNode;
import io.signalfactory.event.json.JsonLexer.Lexeme;
import org.jspecify.annotations.Nullable;

/**
 * What to do with a member of an object. It has up to two nodes in the plan, as a member of the
 * payload counts both as {@code a} in the payload and as {@code payload.a} in the record.
 *
 * @param values where the member is noted
 * @param layer the fields of the record, or those of the payload if the member is in there
 * @param node its node in that layer; null if it is not wanted
 * @param outerLayer the fields of the record if the member is in the payload; else null
 * @param outerNode its node in the outer layer; null if it is not wanted
 * @param name its path; null if names are not wanted
 * @param payload whether it is the {@code payload} of the record
 */
record MemberTarget(
    JsonFields values,
    JsonFields.Layer layer,
    @Nullable PlanNode node,
    JsonFields.@Nullable Layer outerLayer,
    @Nullable PlanNode outerNode,
    @Nullable MemberPath name,
    boolean payload) {

  /** Whether to look into its value, if that is an object. */
  boolean branches() {
    return payload || (node != null && !node.leaf()) || (outerNode != null && !outerNode.leaf());
  }

  /** Notes a value that is an object to look into, and begins at {@code at}. */
  void open(int at) {
    noteName();
    note(KindCode.OBJECT, at, at, false);
    if (payload) {
      values.openPayload();
    }
  }

  /**
   * Reads and notes any other value.
   *
   * @param depth the number of objects and arrays around it
   * @return the index after it, or {@link JsonLexer#GIVE_UP}
   */
  int read(byte[] in, int at, int depth) {
    noteName();
    if (payload) {
      values.closePayload();
    }
    if (node == null && outerNode == null) {
      return JsonLexer.skip(in, at, depth);
    }
    long lexeme = JsonLexer.value(in, at, depth);
    if (lexeme == GIVE_UP) {
      return GIVE_UP;
    }
    int end = Lexeme.end(lexeme);
    note(Lexeme.kind(lexeme), at, end, Lexeme.escaped(lexeme));
    return end;
  }

  private void noteName() {
    if (name != null) {
      layer.noteName(name);
    }
  }

  private void note(byte kind, int from, int to, boolean escaped) {
    if (node != null) {
      layer.note(node, kind, from, to, escaped);
    }
    if (outerNode != null && outerLayer != null) {
      outerLayer.note(outerNode, kind, from, to, escaped);
    }
  }
}
