package io.signalfactory.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map with texts as keys, which looks one up by its bytes in a record, so that the name of a
 * member or the value of a field need not become a {@link String} first. An open-addressed hash
 * table, at most half full. Immutable and thread-safe.
 *
 * @param <T> the type of the values
 */
public final class TextTable<T> {

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** 2^64 divided by the golden ratio, the factor of Knuth's multiplicative hashing. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final Map<String, T> byText;
  private final int bits;
  private final byte[] @Nullable [] texts;
  private final @Nullable Object[] values;

  /**
   * @param byText the entries
   */
  public TextTable(Map<String, T> byText) {
    this.byText = Map.copyOf(byText);
    this.bits = 1 + Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, byText.size()));
    int size = 1 << bits;
    this.texts = new byte[size][];
    this.values = new Object[size];
    byText.forEach(
        (text, value) -> {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          int index = index(bytes, 0, bytes.length, bits);
          while (texts[index] != null) {
            index = (index + 1) & (size - 1);
          }
          texts[index] = bytes;
          values[index] = value;
        });
  }

  /** The value for the text in UTF-8 from {@code bytes[from]} up to but not {@code bytes[to]}. */
  @SuppressWarnings("unchecked") // the constructor puts in nothing else
  public @Nullable T find(byte[] bytes, int from, int to) {
    int last = texts.length - 1;
    int index = index(bytes, from, to, bits);
    byte[] text = texts[index];
    while (text != null) {
      if (Arrays.equals(text, 0, text.length, bytes, from, to)) {
        return (T) values[index];
      }
      index = (index + 1) & last;
      text = texts[index];
    }
    return null;
  }

  /** The value for a text. */
  public @Nullable T find(String text) {
    return byText.get(text);
  }

  /**
   * The index at which to look for a text first, in a table of {@code 2^bits} entries. All bytes of
   * the text count, as the values of one field often differ only in the middle. A bit of a product
   * does not depend on the higher bits of its factors, and the bytes that differ most often, the
   * last ones, are the highest ones here: so the upper half is folded into the lower one, and the
   * result is the highest bits of another product.
   *
   * @param bits at least 1
   */
  static int index(byte[] bytes, int from, int to, int bits) {
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
