package io.signalfactory.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds what Jackson's UTF-8 reader lets pass and the standard forbids: characters in a longer form
 * than they need, halves of surrogate pairs, and code points beyond U+10FFFF. Whether every
 * character has its continuation bytes is left to Jackson.
 *
 * @see <a
 *     href="https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/#G27506">Unicode,
 *     table 3-7: Well-Formed UTF-8 Byte Sequences</a>
 */
final class StrictUtf8 {

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long NOT_ASCII = 0x8080808080808080L;

  private StrictUtf8() {}

  /** Whether the bytes hold none of these. */
  static boolean accepts(byte[] bytes) {
    int i = 0;
    while (i < bytes.length) {
      // Most events are ASCII, and then this is all that they cost.
      if (i + Long.BYTES <= bytes.length && ((long) EIGHT_BYTES.get(bytes, i) & NOT_ASCII) == 0) {
        i += Long.BYTES;
        continue;
      }
      int end = Math.min(bytes.length, i + Long.BYTES);
      for (; i < end; i++) {
        if (bytes[i] < 0
            && !mayBegin(bytes[i] & 0xFF, i + 1 < bytes.length ? bytes[i + 1] & 0xFF : 0)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean mayBegin(int first, int second) {
    return switch (first) {
      case 0xC0, 0xC1 -> false;
      case 0xE0 -> second >= 0xA0;
      case 0xED -> second < 0xA0;
      case 0xF0 -> second >= 0x90;
      case 0xF4 -> second < 0x90;
      default -> first < 0xF5;
    };
  }
}
