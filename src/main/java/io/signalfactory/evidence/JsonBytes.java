package io.signalfactory.evidence;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** JSON as it is being written, in a buffer that grows. Puts no commas: whoever writes knows. */
final class JsonBytes {

  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final byte[] NULL = ascii("null");
  private static final int MAX_NUMBER_LENGTH = 20;

  /** Of a long; ten to this power is none. */
  private static final int MAX_DIGITS = 19;

  private byte[] bytes;
  private int length;

  /**
   * @param capacity how many bytes it has room for before it grows
   */
  JsonBytes(int capacity) {
    bytes = new byte[capacity];
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  void clear() {
    length = 0;
  }

  int length() {
    return length;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** What was written from a place on. */
  byte[] toBytes(int from) {
    return Arrays.copyOfRange(bytes, from, length);
  }

  JsonBytes raw(String ascii) {
    int count = ascii.length();
    reserve(count);
    for (int i = 0; i < count; i++) {
      bytes[length + i] = (byte) ascii.charAt(i);
    }
    length += count;
    return this;
  }

  void raw(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
  }

  void raw(byte[] json) {
    raw(json, 0, json.length);
  }

  void raw(byte[] json, int from, int count) {
    reserve(count);
    System.arraycopy(json, from, bytes, length, count);
    length += count;
  }

  /** Makes room for so many bytes more, to be written by {@link #bytes} and {@link #wrote}. */
  void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }

  /** The buffer itself, to be written from {@link #length} on, as far as was reserved. */
  byte[] bytes() {
    return bytes;
  }

  /** So many bytes were written into the buffer itself. */
  void wrote(int count) {
    length += count;
  }

  void number(long value) {
    if (value == Long.MIN_VALUE) {
      raw(Long.toString(value));
      return;
    }
    reserve(MAX_NUMBER_LENGTH);
    if (value < 0) {
      bytes[length++] = '-';
    }
    long left = Math.abs(value);
    int end = length + digits(left);
    for (int at = end; at > length; ) {
      long rest = left / 10;
      bytes[--at] = (byte) ('0' + (left - rest * 10));
      left = rest;
    }
    length = end;
  }

  private static int digits(long value) {
    int digits = 1;
    for (long bound = 10; digits < MAX_DIGITS && value >= bound; bound *= 10) {
      digits++;
    }
    return digits;
  }

  /** 16 lower-case hex digits. */
  void hex(long value) {
    reserve(Long.BYTES * 2);
    for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(int) (value >>> shift) & 0xF];
    }
  }

  /** A JSON string, or null. What UTF-8 cannot hold becomes a mark: it must not cost the rest. */
  JsonBytes text(@Nullable String text) {
    if (text == null) {
      raw(NULL);
      return this;
    }
    raw('"');
    raw(JsonStringEncoder.getInstance().quoteAsUTF8(wellFormed(text)));
    raw('"');
    return this;
  }

  private static String wellFormed(String text) {
    return text.chars().anyMatch(unit -> Character.isSurrogate((char) unit))
        ? new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
        : text;
  }
}
