package io.signalfactory.gate;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.math.BigDecimal;

/**
 * Hashes the values of a unique rule's fields. The type of each value is hashed before it, and the
 * length of texts and digits after it, so that different lists of values never give the same bytes:
 * neither {@code "1"} and {@code 1} nor {@code ["a", "bc"]} and {@code ["ab", "c"]}. Numbers are
 * compared by value, as everywhere in rules: {@code 1}, {@code 1.0} and {@code 1e0} are the same
 * key. Texts are compared as they are written, and so are times.
 *
 * <p>The hash depends on the values alone, not on the format that they came in. It is XXH3 with 128
 * bits, which is not cryptographic: producers that make two keys collide only get a duplicate
 * reported for their own event.
 *
 * <p>Not thread-safe, as it is used again for the next record.
 *
 * @see <a href="https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md">xxHash
 *     specification</a>
 */
final class KeyHasher {

  private static final byte TEXT = 1;
  private static final byte WHOLE_NUMBER = 2;
  private static final byte DECIMAL = 3;
  private static final byte FALSE = 4;
  private static final byte TRUE = 5;

  /** A whole number of more digits does not fit into a {@code long}. */
  private static final int MAX_LONG_DIGITS = 19;

  private final HashStream128 stream = Hashing.xxh3_128().hashStream();

  /** Begins the next key. */
  void begin() {
    stream.reset();
  }

  /**
   * Adds a value.
   *
   * @param value a text, a number or a truth value, as {@link
   *     io.signalfactory.event.EventFields#value} gives it
   * @return whether it was added; false for a value of another type
   */
  boolean add(Object value) {
    if (value instanceof String text) {
      stream.putByte(TEXT).putString(text);
    } else if (value instanceof Long number) {
      stream.putByte(WHOLE_NUMBER).putLong(number);
    } else if (value instanceof BigDecimal number) {
      add(number);
    } else if (value instanceof Boolean truth) {
      stream.putByte(truth ? TRUE : FALSE);
    } else {
      return false;
    }
    return true;
  }

  private void add(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    long wholeDigits = (long) shortest.precision() - shortest.scale();
    if (shortest.scale() <= 0 && wholeDigits <= MAX_LONG_DIGITS) {
      BigDecimal whole = shortest.setScale(0);
      if (whole.unscaledValue().bitLength() < Long.SIZE) {
        stream.putByte(WHOLE_NUMBER).putLong(whole.longValue());
        return;
      }
    }
    stream
        .putByte(DECIMAL)
        .putInt(shortest.scale())
        .putByteArray(shortest.unscaledValue().toByteArray());
  }

  /** The hash of what was added since the last {@link #begin}. */
  KeyHash hash() {
    HashValue128 hash = stream.get();
    return new KeyHash(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
  }
}
