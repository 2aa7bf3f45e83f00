package io.signalfactory.evidence;

/**
 * ULIDs: 26 characters of Crockford base 32 that sort by time, 48 bits of milliseconds before 80
 * bits of anything else. Here those bits are a hash, not random, so that the same thing always gets
 * the same id.
 *
 * <p>Source: <a href="https://github.com/ulid/spec">github.com/ulid/spec</a>.
 */
public final class Ulid {

  private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final int LENGTH = 26;
  private static final int TIME_LENGTH = 10;
  private static final int BITS = 5;
  private static final long MAX_TIME = (1L << 48) - 1;

  private Ulid() {}

  /**
   * The ULID of a time and 80 bits.
   *
   * @param epochMs milliseconds since the epoch; clamped to what 48 bits hold (1970 to 10889)
   * @param random80High16 the upper 16 of the 80 bits, in the lowest bits; the others are ignored
   * @param random80Low64 the lower 64 of the 80 bits
   */
  public static String encode(long epochMs, long random80High16, long random80Low64) {
    long time = Math.max(0, Math.min(MAX_TIME, epochMs));
    long high = random80High16 & 0xFFFF;
    char[] text = new char[LENGTH];
    for (int i = 0; i < TIME_LENGTH; i++) {
      text[i] = digit(time >>> (BITS * (TIME_LENGTH - 1 - i)));
    }
    for (int i = TIME_LENGTH; i < LENGTH; i++) {
      text[i] = digit(shiftRight80(high, random80Low64, BITS * (LENGTH - 1 - i)));
    }
    return new String(text);
  }

  /** The lowest 64 bits of {@code high:low >>> shift}. */
  private static long shiftRight80(long high, long low, int shift) {
    if (shift >= 64) {
      return high >>> (shift - 64);
    }
    return shift == 0 ? low : (low >>> shift) | (high << (64 - shift));
  }

  private static char digit(long bits) {
    return ALPHABET[(int) (bits & 31)];
  }
}
