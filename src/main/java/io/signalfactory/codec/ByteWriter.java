package io.signalfactory.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes numbers and texts into a growing buffer. Small numbers take few bytes (LEB128), and a text
 * that was written before is written as a reference to its first occurrence.
 */
public final class ByteWriter {

  private byte[] buffer = new byte[160];
  private int length;
  private final Map<String, Integer> texts = new HashMap<>();

  /** Writes the low eight bits of {@code value}. */
  public void writeByte(int value) {
    ensure(1);
    buffer[length++] = (byte) value;
  }

  /** Writes a number that is usually small and not negative; a negative one takes ten bytes. */
  public void writeUnsigned(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      buffer[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[length++] = (byte) rest;
  }

  /** Writes a number of either sign, zigzag encoded. */
  public void writeSigned(long value) {
    writeUnsigned((value << 1) ^ (value >> 63));
  }

  /**
   * Writes a text or null. Null is the number 0. A text that was written before is twice its number
   * among the texts, counted from 1. A new text is twice its length in bytes plus one, and then its
   * bytes in UTF-8.
   */
  public void writeText(@Nullable String text) {
    if (text == null) {
      writeUnsigned(0);
      return;
    }
    Integer before = texts.putIfAbsent(text, texts.size() + 1);
    if (before != null) {
      writeUnsigned(2L * before);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeUnsigned(2L * bytes.length + 1);
    ensure(bytes.length);
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  /** What was written so far. */
  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, length);
  }

  private void ensure(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }
}
