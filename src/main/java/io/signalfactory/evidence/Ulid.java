package io.signalfactory.evidence;

/**
 * Writes ULIDs: 48 bits of time and 80 other bits as 26 characters of Crockford's base 32, which
 * sort by time.
 *
 * @see <a href="https://github.com/ulid/spec">The ULID specification</a>
 */
public final class Ulid {

  private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final int TIME_CHARS = 10;
  private static final int LENGTH = 26;
  private static final int BITS = 5;
  private static final int MASK = 0x1f;
  private static final long MAX_TIME = (1L << 48) - 1;

  private Ulid() {}

  /**
   * The ULID of a time and 80 bits.
   *
   * @param epochMs the time in milliseconds since the epoch; what does not fit 48 bits counts as
   *     the nearest time that does
   * @param high16 the upper 16 of the 80 bits, in the lower bits of the argument; the others are
   *     ignored
   * @param low64 the lower 64 of the 80 bits
   */
  public static String encode(long epochMs, long high16, long low64) {
    char[] text = new char[LENGTH];
    long time = Math.min(MAX_TIME, Math.max(0, epochMs));
    for (int i = TIME_CHARS - 1; i >= 0; i--) {
      text[i] = ALPHABET[(int) (time & MASK)];
      time >>>= BITS;
    }
    long low = low64;
    long high = high16 & 0xffff;
    for (int i = LENGTH - 1; i >= TIME_CHARS; i--) {
      text[i] = ALPHABET[(int) (low & MASK)];
      low = (low >>> BITS) | (high << (Long.SIZE - BITS));
      high >>>= BITS;
    }
    return new String(text);
  }
}
