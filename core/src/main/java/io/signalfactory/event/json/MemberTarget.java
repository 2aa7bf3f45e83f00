package io.signalfactory.event.json;

import static io.signalfactory.event.json.JsonLexer.GIVE_UP;

import io.signalfactory.event.MemberPath;
import io.signalfactory.event.PlanNode;
import io.signalfactory.event.json.JsonLexer.Lexeme;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a member wherever it is met: its value counts at one place in the plan's tree, or
 * at two at once, as a payload's members are looked up both as {@code a} in the payload and as
 * {@code payload.a} in the record.
 *
 * @param values where it is noted
 * @param layer whose member it is: the record's or the payload's
 * @param node its place there; null if nobody asks for it
 * @param outerLayer the record, where the member is the payload's; else null
 * @param outerNode its place in the record; null if nobody asks for it
 * @param name its name; null if nobody asks for names
 * @param payload whether it is called {@code payload} and is the record's
 */
record MemberTarget(
    JsonFields values,
    JsonFields.Layer layer,
    @Nullable PlanNode node,
    JsonFields.@Nullable Layer outerLayer,
    @Nullable PlanNode outerNode,
    @Nullable MemberPath name,
    boolean payload) {

  /** Whether its members are looked at, if its value is an object. */
  boolean branches() {
    return payload || (node != null && !node.leaf()) || (outerNode != null && !outerNode.leaf());
  }

  /** Begins its value, an object that is looked into, at its brace. */
  void open(int at) {
    remember();
    note(KindCode.OBJECT, at, at, false);
    if (payload) {
      values.openPayload();
    }
  }

  /**
   * Reads its value, which is no object that is looked into.
   *
   * @param depth levels around it
   * @return the place after it, or {@link JsonLexer#GIVE_UP}
   */
  int read(byte[] in, int at, int depth) {
    remember();
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

  private void remember() {
    if (name != null) {
      layer.remember(name);
    }
  }

  private void note(byte kind, int from, int to, boolean escaped) {
    if (node != null) {
      layer.meet(node, kind, from, to, escaped);
    }
    if (outerNode != null && outerLayer != null) {
      outerLayer.meet(outerNode, kind, from, to, escaped);
    }
  }
}
