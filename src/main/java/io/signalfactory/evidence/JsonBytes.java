package io.signalfactory.evidence;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A buffer for JSON that grows as needed. It writes no commas: that is up to the caller. */
final class JsonBytes {

  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final byte[] NULL = ascii("null");
  private static final byte[] MIN_VALUE = ascii(Long.toString(Long.MIN_VALUE));

  /** The most digits of a long. */
  private static final int MAX_DIGITS = 19;

  private byte[] bytes;
  private int length;

  /**
   * @param capacity how many bytes fit before it grows
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
    reserve(json.length);
    System.arraycopy(json, 0, bytes, length, json.length);
    length += json.length;
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }

  /** The buffer itself, with {@link #length} bytes of JSON; valid until the next write. */
  byte[] bytes() {
    return bytes;
  }

  JsonBytes number(long value) {
    int count = lengthOf(value);
    reserve(count);
    put(value, count, bytes, length);
    length += count;
    return this;
  }

  /** How many characters a number has. */
  static int lengthOf(long value) {
    if (value == Long.MIN_VALUE) {
      return MIN_VALUE.length;
    }
    int digits = 1;
    long magnitude = Math.abs(value);
    for (long bound = 10; digits < MAX_DIGITS && magnitude >= bound; bound *= 10) {
      digits++;
    }
    return value < 0 ? digits + 1 : digits;
  }

  /**
   * Writes a number into an array.
   *
   * @param count how many characters it has, from {@link #lengthOf}
   */
  static void put(long value, int count, byte[] into, int at) {
    if (value == Long.MIN_VALUE) {
      System.arraycopy(MIN_VALUE, 0, into, at, MIN_VALUE.length);
      return;
    }
    int first = value < 0 ? at + 1 : at;
    if (value < 0) {
      into[at] = '-';
    }
    long left = Math.abs(value);
    for (int i = at + count - 1; i >= first; i--) {
      long rest = left / 10;
      into[i] = (byte) ('0' + (left - rest * 10));
      left = rest;
    }
  }

  /** Writes a number as 16 lower-case hex digits into an array. */
  static void putHex(long value, byte[] into, int at) {
    for (int i = 0; i < Long.BYTES * 2; i++) {
      into[at + i] = HEX[(int) (value >>> (Long.SIZE - 4 * (i + 1))) & 0xF];
    }
  }

  /** Writes a JSON string, or null. Characters that UTF-8 cannot encode are replaced. */
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
