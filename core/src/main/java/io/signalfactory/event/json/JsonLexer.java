package io.signalfactory.event.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the end of a JSON value and its kind, strictly by RFC 8259 and without making an object of
 * it. It gives up at anything that is not JSON, and also at what is merely rare: more than {@value
 * #MAX_DEPTH} levels, and names with escapes.
 *
 * <p>Each method takes the bytes and an index, and returns the index after what it read, or {@link
 * #GIVE_UP}.
 */
final class JsonLexer {

  static final int MAX_DEPTH = 64;

  static final int GIVE_UP = -1;

  private static final int MAX_NAME_BYTES = 1_000;
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final int FIRST_PRINTABLE = 0x20;

  private JsonLexer() {}

  /**
   * Reads a value of any kind.
   *
   * @param depth the number of objects and arrays around it
   * @return a {@link Lexeme}, or {@link #GIVE_UP}
   */
  static long value(byte[] in, int at, int depth) {
    int first = byteAt(in, at);
    return switch (first) {
      case '"' -> {
        int end = text(in, at + 1);
        yield end < 0 && end != GIVE_UP
            ? Lexeme.of(KindCode.STRING, afterEscapes(in, ~end), true)
            : Lexeme.of(KindCode.STRING, end, false);
      }
      case '{' -> Lexeme.of(KindCode.OBJECT, object(in, at + 1, depth), false);
      case '[' -> Lexeme.of(KindCode.ARRAY, array(in, at + 1, depth), false);
      case 't' -> Lexeme.of(KindCode.BOOLEAN, literal(in, at, "true"), false);
      case 'f' -> Lexeme.of(KindCode.BOOLEAN, literal(in, at, "false"), false);
      case 'n' -> Lexeme.of(KindCode.NULL, literal(in, at, "null"), false);
      default -> {
        int whole = wholeNumber(in, at);
        int end = whole == GIVE_UP ? GIVE_UP : fraction(in, whole);
        yield Lexeme.of(end == whole ? KindCode.INTEGER : KindCode.DECIMAL, end, false);
      }
    };
  }

  /**
   * As {@link #value}, if the kind is not wanted. With one method for both, judging an order took
   * measurably longer ({@code EnforceBenchmark}).
   */
  static int skip(byte[] in, int at, int depth) {
    return switch (byteAt(in, at)) {
      case '"' -> {
        int end = text(in, at + 1);
        yield end < 0 && end != GIVE_UP ? afterEscapes(in, ~end) : end;
      }
      case '{' -> object(in, at + 1, depth);
      case '[' -> array(in, at + 1, depth);
      case 't' -> literal(in, at, "true");
      case 'f' -> literal(in, at, "false");
      case 'n' -> literal(in, at, "null");
      default -> {
        int whole = wholeNumber(in, at);
        yield whole == GIVE_UP ? GIVE_UP : fraction(in, whole);
      }
    };
  }

  /** Reads an object from after its brace. */
  private static int object(byte[] in, int start, int depth) {
    if (depth > MAX_DEPTH) {
      return GIVE_UP;
    }
    int at = skipSpace(in, start);
    if (byteAt(in, at) == '}') {
      return at + 1;
    }
    while (true) {
      int nameEnd = name(in, at);
      at = nameEnd == GIVE_UP ? GIVE_UP : colon(in, nameEnd + 1);
      at = at == GIVE_UP ? GIVE_UP : skip(in, at, depth + 1);
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

  /** Reads an array from after its bracket. */
  private static int array(byte[] in, int start, int depth) {
    if (depth > MAX_DEPTH) {
      return GIVE_UP;
    }
    int at = skipSpace(in, start);
    if (byteAt(in, at) == ']') {
      return at + 1;
    }
    while (true) {
      at = skip(in, at, depth + 1);
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

  /** The index of the closing quote of the name whose opening quote is at {@code at}. */
  static int name(byte[] in, int at) {
    if (byteAt(in, at) != '"') {
      return GIVE_UP;
    }
    int end = text(in, at + 1);
    return end < 0 || end - at > MAX_NAME_BYTES ? GIVE_UP : end - 1;
  }

  /** Reads a colon and the white space on both sides of it. */
  static int colon(byte[] in, int at) {
    int colon = skipSpace(in, at);
    return byteAt(in, colon) == ':' ? skipSpace(in, colon + 1) : GIVE_UP;
  }

  /**
   * Reads text up to its end or its first escape, eight bytes at a time.
   *
   * @return the index after the closing quote; or the complement of the index of a backslash, which
   *     is never 0; or {@link #GIVE_UP}
   */
  private static int text(byte[] in, int start) {
    int at = start;
    long found;
    do {
      if (at + Long.BYTES > in.length) {
        return textAtEnd(in, at);
      }
      found = special((long) EIGHT_BYTES.get(in, at));
      at += Long.BYTES;
    } while (found == 0);
    return endOfText(in, at - Long.BYTES + (Long.numberOfTrailingZeros(found) >>> 3));
  }

  private static int textAtEnd(byte[] in, int start) {
    for (int at = start; at < in.length; at++) {
      int b = in[at];
      if (b == '"' || b == '\\' || (b >= 0 && b < FIRST_PRINTABLE)) {
        return endOfText(in, at);
      }
    }
    return GIVE_UP;
  }

  /**
   * Sets the highest bit of bytes that end a text or are not allowed in one; exact for the lowest
   * such byte. With its second lowest bit flipped, a quote is the only printable character below
   * 0x21, and control characters stay below 0x20.
   */
  private static long special(long eight) {
    long turned = eight ^ ONES * 2;
    long quotesAndControls = (turned - ONES * 0x21) & ~turned & HIGH_BITS;
    return quotesAndControls | zeros(eight ^ ONES * '\\');
  }

  /** Sets the highest bit of bytes that are zero; exact for the lowest such byte. */
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

  /** Reads a number up to its fraction or exponent: {@code -0}, {@code 12}. */
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

  /** Reads one or more digits. */
  private static int digits(byte[] in, int start) {
    int at = start;
    while (isDigit(byteAt(in, at))) {
      at++;
    }
    return at == start ? GIVE_UP : at;
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  private static int literal(byte[] in, int start, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (byteAt(in, start + i) != word.charAt(i)) {
        return GIVE_UP;
      }
    }
    return start + word.length();
  }

  static int skipSpace(byte[] in, int start) {
    int at = start;
    while (isSpace(byteAt(in, at))) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(int value) {
    return value == ' ' || value == '\n' || value == '\r' || value == '\t';
  }

  /** The byte at an index; beyond the end -1, a byte that UTF-8 never has. */
  static int byteAt(byte[] in, int at) {
    return at < in.length ? in[at] : -1;
  }

  /** What was read, as one number that is not negative: its end, its kind, and its escapes. */
  static final class Lexeme {

    private static final int ESCAPED = Integer.SIZE;
    private static final int KIND = Integer.SIZE + 1;

    private Lexeme() {}

    private static long of(byte kind, int end, boolean escaped) {
      return end == GIVE_UP ? GIVE_UP : (long) kind << KIND | (escaped ? 1L << ESCAPED : 0) | end;
    }

    /** The index after it; {@link #GIVE_UP} if that is what the lexeme is. */
    static int end(long lexeme) {
      return (int) lexeme;
    }

    /** Its {@link KindCode}. */
    static byte kind(long lexeme) {
      return (byte) (lexeme >>> KIND);
    }

    /** Whether it is text with escapes in it. */
    static boolean escaped(long lexeme) {
      return (lexeme & 1L << ESCAPED) != 0;
    }
  }
}
