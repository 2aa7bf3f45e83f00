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
  private final int bits;
  private final byte[] @Nullable [] texts;
  private final @Nullable Object[] found;

  /**
   * @param byText what belongs to each text
   */
  public TextTable(Map<String, T> byText) {
    this.byText = Map.copyOf(byText);
    this.bits = 1 + Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, byText.size()));
    int places = 1 << bits;
    this.texts = new byte[places][];
    this.found = new Object[places];
    byText.forEach(
        (text, belongs) -> {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          int place = place(bytes, 0, bytes.length, bits);
          while (texts[place] != null) {
            place = (place + 1) & (places - 1);
          }
          texts[place] = bytes;
          found[place] = belongs;
        });
  }

  /** What belongs to the text {@code bytes[from]} up to {@code bytes[to]} and without it. */
  @SuppressWarnings("unchecked") // nothing else was put in
  public @Nullable T find(byte[] bytes, int from, int to) {
    int last = texts.length - 1;
    int place = place(bytes, from, to, bits);
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
  public @Nullable T find(String text) {
    return byText.get(text);
  }

  /**
   * Where to begin to look for a text among {@code 2^bits} places. By all of its bytes, as the
   * values of one field often differ in their middle only. A product's bit knows nothing of the
   * higher bits of its factor, and the bytes that differ most often, the last ones, are the highest
   * ones here: so those are folded down, and only the highest bits are taken.
   *
   * @param bits at least 1
   */
  static int place(byte[] bytes, int from, int to, int bits) {
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
    long folded = (hash ^ (hash >>> Integer.SIZE)) * SPREAD;
    return (int) (folded >>> (Long.SIZE - bits));
  }
}
