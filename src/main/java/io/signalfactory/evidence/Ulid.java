package io.signalfactory.evidence;

import java.nio.charset.StandardCharsets;

/**
 * ULIDs: 26 characters of Crockford base 32 that sort by time. They encode 48 bits of milliseconds
 * and 80 random bits. Here those 80 bits are a hash, so that the same thing always gets the same
 * id.
 *
 * <p>Source: <a href="https://github.com/ulid/spec">github.com/ulid/spec</a>.
 */
public final class Ulid {

  static final int LENGTH = 26;

  private static final byte[] ALPHABET =
      "0123456789ABCDEFGHJKMNPQRSTVWXYZ".getBytes(StandardCharsets.US_ASCII);
  private static final int TIME_LENGTH = 10;
  private static final int HALF_LENGTH = 8;
  private static final int BITS = 5;
  private static final int HALF_BITS = HALF_LENGTH * BITS;
  private static final int HIGH_BITS = 16;
  private static final long MAX_TIME = (1L << 48) - 1;

  private Ulid() {}

  /**
   * The ULID of a time and 80 bits.
   *
   * @param epochMs milliseconds since the epoch; limited to the range of 48 bits (1970 to 10889)
   * @param random80High16 the upper 16 of the 80 bits, in the lowest bits; the others are ignored
   * @param random80Low64 the lower 64 of the 80 bits
   */
  public static String encode(long epochMs, long random80High16, long random80Low64) {
    byte[] text = new byte[LENGTH];
    encode(epochMs, random80High16, random80Low64, text, 0);
    return new String(text, StandardCharsets.US_ASCII);
  }

  /** Like {@link #encode(long, long, long)}, into {@value #LENGTH} bytes of an array. */
  static void encode(long epochMs, long random80High16, long random80Low64, byte[] into, int at) {
    digits(Math.max(0, Math.min(MAX_TIME, epochMs)), TIME_LENGTH, into, at);
    // The 80 bits are written as two halves of 40, which are 8 characters each.
    long upper = (random80High16 & 0xFFFF) << (HALF_BITS - HIGH_BITS) | random80Low64 >>> HALF_BITS;
    digits(upper, HALF_LENGTH, into, at + TIME_LENGTH);
    digits(random80Low64, HALF_LENGTH, into, at + TIME_LENGTH + HALF_LENGTH);
  }

  private static void digits(long bits, int count, byte[] into, int at) {
    long left = bits;
    for (int i = at + count - 1; i >= at; i--) {
      into[i] = ALPHABET[(int) left & 31];
      left >>>= BITS;
    }
  }
}
