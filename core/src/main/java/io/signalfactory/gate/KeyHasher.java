package io.signalfactory.gate;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.math.BigDecimal;

/**
 * Hashes the values of a unique rule's fields. Each value is led by its kind, and texts and digits
 * are closed by their length, so that no two lists of values are written alike: neither {@code "1"}
 * and {@code 1} nor {@code ["a", "bc"]} and {@code ["ab", "c"]}. Numbers are compared by value, as
 * everywhere in rules: {@code 1}, {@code 1.0} and {@code 1e0} are one key. Texts are compared as
 * they are written, times too.
 *
 * <p>XXH3 with 128 bits, which is not cryptographic: whoever makes two keys collide only reports a
 * duplicate against himself.
 *
 * <p>Not thread-safe, as it is used again from record to record.
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

  /** A whole number of more digits is no {@code long}. */
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
   * @return false if it is none of these, and nothing was added
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
