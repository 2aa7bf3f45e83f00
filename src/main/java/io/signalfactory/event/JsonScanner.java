package io.signalfactory.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a plan straight from bytes: the fast half of {@link EventReader}, for JSON as
 * machines write it. It takes a value only if the value is one JSON object by the letter of RFC
 * 8259; at anything else, and at what is merely rare (names with escapes, more than {@value
 * #MAX_DEPTH} levels), it gives up, and the library reads the value from its beginning and says
 * what is wrong with it. Taking and giving up are never different answers: {@code
 * EventReaderProperties} holds every answer against the library's.
 *
 * <p>It makes no object for a member, whether it is wanted or not: names are compared as bytes, and
 * of a wanted value it notes where it stands. {@code ReadingBenchmark} ({@code benchmarks/run
 * micro}) measured 245 ns for an order, and 599 ns and 1.1 kB for the library.
 *
 * <p>Each method below takes the bytes and the place of one, and returns the place after what it
 * read, or {@link #GIVE_UP}. Not thread-safe: one a reader.
 */
final class JsonScanner {

  static final int MAX_DEPTH = 64;

  private static final int GIVE_UP = -1;
  private static final int SKIPPED_HABITS = 6;
  private static final int MAX_NAME_BYTES = 1_000;
  private static final byte[] PAYLOAD = "payload".getBytes(StandardCharsets.US_ASCII);
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final int FIRST_PRINTABLE = 0x20;

  private final FieldPlan plan;
  private final FieldValues values;
  private final MemberHabit habit = new MemberHabit();

  /** Of objects that nobody looks into, by depth: those of one depth are often alike. */
  private final MemberHabit[] skipped =
      Stream.generate(MemberHabit::new).limit(SKIPPED_HABITS).toArray(MemberHabit[]::new);

  JsonScanner(FieldPlan plan, FieldValues values) {
    this.plan = plan;
    this.values = values;
  }

  /**
   * Reads a value that is known to be UTF-8.
   *
   * @return whether it was taken; if not, what the fields hold now means nothing
   */
  boolean read(byte[] value) {
    int at = skipSpace(value, 0);
    if (byteAt(value, at) != '{') {
      return false;
    }
    at = readRecord(value, at + 1);
    return at != GIVE_UP && skipSpace(value, at) == value.length;
  }

  private int readRecord(byte[] in, int start) {
    FieldValues.Layer record = values.record();
    FieldPlan.Node root = plan.root();
    int at = skipSpace(in, start);
    if (byteAt(in, at) == '}') {
      return at + 1;
    }
    for (int member = 0; ; member++) {
      MemberHabit.Seen seen = habit.expected(member, in, at);
      FieldPlan.Node node;
      boolean payload;
      if (seen == null) {
        int nameEnd = name(in, at);
        if (nameEnd == GIVE_UP) {
          return GIVE_UP;
        }
        node = root.child(in, at + 1, nameEnd);
        remember(in, record, null, at + 1, nameEnd);
        payload = isPayload(in, at + 1, nameEnd);
        int valueAt = colon(in, nameEnd + 1);
        if (valueAt == GIVE_UP) {
          return GIVE_UP;
        }
        habit.met(member, in, at, valueAt, node, payload);
        at = valueAt;
      } else {
        node = seen.node();
        payload = seen.payload();
        remember(in, record, null, at + 1, at + 1 + seen.nameLength());
        at += seen.length();
      }
      if (payload && byteAt(in, at) == '{') {
        if (node != null) {
          record.enter(node);
          note(record, node, FieldKind.OBJECT, at, at, false);
        }
        at = readObject(in, at + 1, values.openPayload(), root, record, node, 1);
      } else {
        if (payload) {
          values.closePayload();
        }
        at = readMember(in, at, record, node, null, null, 1);
      }
      if (at == GIVE_UP) {
        return GIVE_UP;
      }
      at = skipSpace(in, at);
      int next = byteAt(in, at);
      if (next == '}') {
        return at + 1;
      }
      if (next != ',') {
        return GIVE_UP;
      }
      at = skipSpace(in, at + 1);
    }
  }

  private static boolean isPayload(byte[] in, int from, int to) {
    if (to - from != PAYLOAD.length) {
      return false;
    }
    for (int i = 0; i < PAYLOAD.length; i++) {
      if (in[from + i] != PAYLOAD[i]) {
        return false;
      }
    }
    return true;
  }

  /** As {@link EventReader} does it: for one place in the plan's tree, or for two at once. */
  private int readObject(
      byte[] in,
      int start,
      FieldValues.Layer layer,
      FieldPlan.@Nullable Node node,
      FieldValues.@Nullable Layer outerLayer,
      FieldPlan.@Nullable Node outerNode,
      int depth) {
    if (depth > MAX_DEPTH) {
      return GIVE_UP;
    }
    String path = plan.collectsNames() ? FieldPlan.pathOf(node, outerNode) : null;
    int at = skipSpace(in, start);
    if (byteAt(in, at) == '}') {
      return at + 1;
    }
    while (true) {
      int nameEnd = name(in, at);
      if (nameEnd == GIVE_UP) {
        return GIVE_UP;
      }
      FieldPlan.Node child = node == null ? null : node.child(in, at + 1, nameEnd);
      FieldPlan.Node outerChild = outerNode == null ? null : outerNode.child(in, at + 1, nameEnd);
      remember(in, layer, path, at + 1, nameEnd);
      at = colon(in, nameEnd + 1);
      if (at == GIVE_UP) {
        return GIVE_UP;
      }
      at = readMember(in, at, layer, child, outerLayer, outerChild, depth + 1);
      if (at == GIVE_UP) {
        return GIVE_UP;
      }
      at = skipSpace(in, at);
      int next = byteAt(in, at);
      if (next == '}') {
        return at + 1;
      }
      if (next != ',') {
        return GIVE_UP;
      }
      at = skipSpace(in, at + 1);
    }
  }

  private int readMember(
      byte[] in,
      int at,
      FieldValues.Layer layer,
      FieldPlan.@Nullable Node node,
      FieldValues.@Nullable Layer outerLayer,
      FieldPlan.@Nullable Node outerNode,
      int depth) {
    if (node == null && outerNode == null) {
      return skipValue(in, at, depth);
    }
    if (node != null) {
      layer.enter(node);
    }
    if (outerNode != null && outerLayer != null) {
      outerLayer.enter(outerNode);
    }
    int first = byteAt(in, at);
    int end;
    FieldKind kind;
    boolean escaped = false;
    switch (first) {
      case '"' -> {
        kind = FieldKind.STRING;
        end = text(in, at + 1);
        if (end < 0 && end != GIVE_UP) {
          escaped = true;
          end = afterEscapes(in, ~end);
        }
      }
      case '{' -> {
        kind = FieldKind.OBJECT;
        end = at;
      }
      case '[' -> {
        kind = FieldKind.ARRAY;
        end = skipArray(in, at + 1, depth);
      }
      case 't', 'f' -> {
        kind = FieldKind.BOOLEAN;
        end = literal(in, at, first == 't' ? "true" : "false");
      }
      case 'n' -> {
        kind = FieldKind.NULL;
        end = literal(in, at, "null");
      }
      default -> {
        int whole = wholeNumber(in, at);
        end = whole == GIVE_UP ? GIVE_UP : fraction(in, whole);
        kind = end == whole ? FieldKind.INTEGER : FieldKind.DECIMAL;
      }
    }
    if (end == GIVE_UP) {
      return GIVE_UP;
    }
    if (node != null) {
      note(layer, node, kind, at, end, escaped);
    }
    if (outerNode != null && outerLayer != null) {
      note(outerLayer, outerNode, kind, at, end, escaped);
    }
    if (kind != FieldKind.OBJECT) {
      return end;
    }
    return branches(node) || branches(outerNode)
        ? readObject(in, at + 1, layer, node, outerLayer, outerNode, depth)
        : skipObject(in, at + 1, depth);
  }

  private void note(
      FieldValues.Layer layer, FieldPlan.Node node, FieldKind kind, int from, int to, boolean esc) {
    if (node.slot != FieldPlan.Node.NO_SLOT) {
      layer.putSpan(node.slot, kind, from, to, esc);
    }
  }

  private static boolean branches(FieldPlan.@Nullable Node node) {
    return node != null && !node.leaf();
  }

  private void remember(
      byte[] in, FieldValues.Layer layer, @Nullable String parent, int from, int to) {
    if (plan.collectsNames()) {
      String name = new String(in, from, to - from, StandardCharsets.UTF_8);
      layer.remember(new Member(parent, name));
    }
  }

  /** The end of the member name whose opening quote is at {@code at}: its closing quote. */
  private static int name(byte[] in, int at) {
    if (byteAt(in, at) != '"') {
      return GIVE_UP;
    }
    int end = text(in, at + 1);
    return end < 0 || end - at > MAX_NAME_BYTES ? GIVE_UP : end - 1;
  }

  /** Past the colon and the space on both sides of it. */
  private static int colon(byte[] in, int at) {
    int colon = skipSpace(in, at);
    return byteAt(in, colon) == ':' ? skipSpace(in, colon + 1) : GIVE_UP;
  }

  private int skipValue(byte[] in, int at, int depth) {
    int first = byteAt(in, at);
    return switch (first) {
      case '"' -> skipText(in, at + 1);
      case '{' -> skipObject(in, at + 1, depth);
      case '[' -> skipArray(in, at + 1, depth);
      case 't' -> literal(in, at, "true");
      case 'f' -> literal(in, at, "false");
      case 'n' -> literal(in, at, "null");
      default -> {
        int whole = wholeNumber(in, at);
        yield whole == GIVE_UP ? GIVE_UP : fraction(in, whole);
      }
    };
  }

  private int skipObject(byte[] in, int start, int depth) {
    if (depth > MAX_DEPTH) {
      return GIVE_UP;
    }
    int at = skipSpace(in, start);
    if (byteAt(in, at) == '}') {
      return at + 1;
    }
    MemberHabit itsHabit = depth < skipped.length ? skipped[depth] : skipped[0];
    for (int member = 0; ; member++) {
      MemberHabit.Seen seen = itsHabit.expected(member, in, at);
      if (seen == null) {
        int nameEnd = name(in, at);
        int valueAt = nameEnd == GIVE_UP ? GIVE_UP : colon(in, nameEnd + 1);
        if (valueAt == GIVE_UP) {
          return GIVE_UP;
        }
        itsHabit.met(member, in, at, valueAt, null, false);
        at = valueAt;
      } else {
        at += seen.length();
      }
      at = skipValue(in, at, depth + 1);
      if (at == GIVE_UP) {
        return GIVE_UP;
      }
      at = skipSpace(in, at);
      int next = byteAt(in, at);
      if (next == '}') {
        return at + 1;
      }
      if (next != ',') {
        return GIVE_UP;
      }
      at = skipSpace(in, at + 1);
    }
  }

  private int skipArray(byte[] in, int start, int depth) {
    if (depth > MAX_DEPTH) {
      return GIVE_UP;
    }
    int at = skipSpace(in, start);
    if (byteAt(in, at) == ']') {
      return at + 1;
    }
    while (true) {
      at = skipValue(in, at, depth + 1);
      if (at == GIVE_UP) {
        return GIVE_UP;
      }
      at = skipSpace(in, at);
      int next = byteAt(in, at);
      if (next == ']') {
        return at + 1;
      }
      if (next != ',') {
        return GIVE_UP;
      }
      at = skipSpace(in, at + 1);
    }
  }

  private static int skipText(byte[] in, int start) {
    int end = text(in, start);
    return end < 0 && end != GIVE_UP ? afterEscapes(in, ~end) : end;
  }

  /**
   * Reads text up to its end or its first escape, eight bytes at a time.
   *
   * @return the place after the closing quote; or, as its complement, the place of a backslash,
   *     which is never 0; or {@link #GIVE_UP}
   */
  private static int text(byte[] in, int start) {
    int at = start;
    while (at + Long.BYTES <= in.length) {
      long eight = (long) EIGHT_BYTES.get(in, at);
      // Of each test the lowest bit that it sets is exact, and only the lowest is used.
      long found =
          zeros(eight ^ ONES * '"')
              | zeros(eight ^ ONES * '\\')
              | ((eight - ONES * FIRST_PRINTABLE) & ~eight & HIGH_BITS);
      if (found != 0) {
        return endOfText(in, at + (Long.numberOfTrailingZeros(found) >>> 3));
      }
      at += Long.BYTES;
    }
    while (at < in.length) {
      int b = in[at];
      if (b == '"' || b == '\\' || (b >= 0 && b < FIRST_PRINTABLE)) {
        return endOfText(in, at);
      }
      at++;
    }
    return GIVE_UP;
  }

  /** Sets the highest bit of bytes that are zero; exact for the lowest of them. */
  private static long zeros(long eight) {
    return (eight - ONES) & ~eight & HIGH_BITS;
  }

  private static int endOfText(byte[] in, int at) {
    return switch (in[at]) {
      case '"' -> at + 1;
      case '\\' -> ~at;
      default -> GIVE_UP;
    };
  }

  /** Checks the escapes of a text from its first backslash on. */
  private static int afterEscapes(byte[] in, int backslash) {
    int at = backslash;
    while (true) {
      at = afterEscape(in, at);
      if (at == GIVE_UP) {
        return GIVE_UP;
      }
      int end = text(in, at);
      if (end >= 0 || end == GIVE_UP) {
        return end;
      }
      at = ~end;
    }
  }

  private static int afterEscape(byte[] in, int backslash) {
    switch (byteAt(in, backslash + 1)) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
        return backslash + 2;
      }
      case 'u' -> {
        int end = backslash + 6;
        for (int i = backslash + 2; i < end; i++) {
          if (Character.digit(byteAt(in, i), 16) < 0) {
            return GIVE_UP;
          }
        }
        return end;
      }
      default -> {
        return GIVE_UP;
      }
    }
  }

  /** {@code -0}, {@code 12}: a number up to its fraction or exponent. */
  private static int wholeNumber(byte[] in, int start) {
    int at = byteAt(in, start) == '-' ? start + 1 : start;
    if (byteAt(in, at) == '0') {
      return at + 1;
    }
    return digits(in, at);
  }

  private static int fraction(byte[] in, int start) {
    int at = start;
    if (byteAt(in, at) == '.') {
      at = digits(in, at + 1);
      if (at == GIVE_UP) {
        return GIVE_UP;
      }
    }
    int next = byteAt(in, at);
    if (next == 'e' || next == 'E') {
      int sign = byteAt(in, at + 1);
      at = digits(in, sign == '+' || sign == '-' ? at + 2 : at + 1);
    }
    return at;
  }

  /** At least one digit. */
  private static int digits(byte[] in, int start) {
    int at = start;
    while (at < in.length && in[at] >= '0' && in[at] <= '9') {
      at++;
    }
    return at == start ? GIVE_UP : at;
  }

  private static int literal(byte[] in, int start, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (byteAt(in, start + i) != word.charAt(i)) {
        return GIVE_UP;
      }
    }
    return start + word.length();
  }

  private static int skipSpace(byte[] in, int start) {
    int at = start;
    while (at < in.length && in[at] <= ' ' && isSpace(in[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte value) {
    return value == ' ' || value == '\n' || value == '\r' || value == '\t';
  }

  /** The byte at a place; -1, which no UTF-8 text holds, beyond the end. */
  private static int byteAt(byte[] in, int at) {
    return at < in.length ? in[at] : -1;
  }
}
