package io.signalfactory.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks that bytes are well-formed UTF-8. Stricter than most readers: characters in a longer form
 * than they need, halves of surrogate pairs, and code points beyond U+10FFFF are refused.
 *
 * @see <a
 *     href="https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/#G27506">Unicode,
 *     table 3-7: Well-Formed UTF-8 Byte Sequences</a>
 */
public final class StrictUtf8 {

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long NOT_ASCII = 0x8080808080808080L;

  /** The bytes that are checked at a time: four longs, which a processor loads at once. */
  private static final int ROUND = 4 * Long.BYTES;

  private StrictUtf8() {}

  /** Whether the bytes are well-formed UTF-8. */
  public static boolean accepts(byte[] bytes) {
    return accepts(bytes, 0, bytes.length);
  }

  /** Whether {@code bytes[from]} up to but not {@code bytes[to]} are well-formed UTF-8. */
  public static boolean accepts(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      // Most events are ASCII and need only this.
      if (i + ROUND <= to && isAsciiRound(bytes, i)) {
        i += ROUND;
      } else if (i + Long.BYTES <= to && (eight(bytes, i) & NOT_ASCII) == 0) {
        i += Long.BYTES;
      } else if (bytes[i] >= 0) {
        i++;
      } else {
        int length = sequenceLength(bytes, i, to);
        if (length == 0) {
          return false;
        }
        i += length;
      }
    }
    return true;
  }

  private static boolean isAsciiRound(byte[] bytes, int at) {
    long all =
        eight(bytes, at)
            | eight(bytes, at + Long.BYTES)
            | eight(bytes, at + 2 * Long.BYTES)
            | eight(bytes, at + 3 * Long.BYTES);
    return (all & NOT_ASCII) == 0;
  }

  private static long eight(byte[] bytes, int at) {
    return (long) EIGHT_BYTES.get(bytes, at);
  }

  /** The length of the well-formed sequence at a byte beyond ASCII; 0 if there is none. */
  private static int sequenceLength(byte[] bytes, int at, int to) {
    int first = bytes[at] & 0xFF;
    int second = at + 1 < to ? bytes[at + 1] & 0xFF : 0;
    if (first < 0xE0) {
      return first >= 0xC2 && continues(second) ? 2 : 0;
    }
    if (first < 0xF0) {
      boolean inRange =
          continues(second)
              && (first != 0xE0 || second >= 0xA0)
              && (first != 0xED || second < 0xA0);
      return inRange && continues(bytes, at + 2, to) ? 3 : 0;
    }
    boolean inRange =
        first <= 0xF4
            && continues(second)
            && (first != 0xF0 || second >= 0x90)
            && (first != 0xF4 || second < 0x90);
    return inRange && continues(bytes, at + 2, to) && continues(bytes, at + 3, to) ? 4 : 0;
  }

  private static boolean continues(byte[] bytes, int at, int to) {
    return at < to && continues(bytes[at] & 0xFF);
  }

  private static boolean continues(int value) {
    return (value & 0xC0) == 0x80;
  }
}
