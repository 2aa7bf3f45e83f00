package io.signalfactory.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what belongs to a text by the bytes of a record that spell it, so that a member's name or a
 * field's value need not become text first. An open-addressed hash table, at most half full.
 * Immutable and thread-safe.
 *
 * @param <T> what belongs to a text
 */
public final class TextTable<T> {

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** 2^64 divided by the golden ratio, as Knuth's multiplicative hashing has it. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final Map<String, T> byText;
  private final byte[] @Nullable [] texts;
  private final @Nullable Object[] found;

  /**
   * @param byText what belongs to each text
   */
  public TextTable(Map<String, T> byText) {
    this.byText = Map.copyOf(byText);
    int places = Integer.highestOneBit(Math.max(1, 2 * byText.size())) * 2;
    this.texts = new byte[places][];
    this.found = new Object[places];
    byText.forEach(
        (text, belongs) -> {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          int place = hash(bytes, 0, bytes.length) & (places - 1);
          while (texts[place] != null) {
            place = (place + 1) & (places - 1);
          }
          texts[place] = bytes;
          found[place] = belongs;
        });
  }

  /** What belongs to the text {@code bytes[from]} up to {@code bytes[to]} and without it. */
  @SuppressWarnings("unchecked") // nothing else was put in
  @Nullable T find(byte[] bytes, int from, int to) {
    int last = texts.length - 1;
    int place = hash(bytes, from, to) & last;
    byte[] text = texts[place];
    while (text != null) {
      if (Arrays.equals(text, 0, text.length, bytes, from, to)) {
        return (T) found[place];
      }
      place = (place + 1) & last;
      text = texts[place];
    }
    return null;
  }

  /** What belongs to a text. */
  @Nullable T find(String text) {
    return byText.get(text);
  }

  /** Of all bytes, as the values of one field often differ in their middle only. */
  private static int hash(byte[] bytes, int from, int to) {
    int length = to - from;
    long hash = length;
    if (length < Long.BYTES) {
      for (int i = from; i < to; i++) {
        hash = (hash ^ bytes[i]) * SPREAD;
      }
    } else {
      for (int i = from; i < to - Long.BYTES; i += Long.BYTES) {
        hash = (hash ^ (long) EIGHT_BYTES.get(bytes, i)) * SPREAD;
      }
      hash = (hash ^ (long) EIGHT_BYTES.get(bytes, to - Long.BYTES)) * SPREAD;
    }
    // The upper bits depend on all of them.
    return (int) (hash >>> 32);
  }
}
