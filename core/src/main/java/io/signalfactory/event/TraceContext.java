package io.signalfactory.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the W3C {@code traceparent} header of a record, which names the trace that it belongs to.
 * It remains bytes, as these are copied into the Evidence; only the sample of a breach needs text.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace Context</a>
 */
public final class TraceContext {

  /** The name of the header. */
  public static final String HEADER = "traceparent";

  /** The index at which the trace id begins in a valid header. */
  public static final int TRACE_START = 3;

  /** The number of hex digits of a trace id. */
  public static final int TRACE_LENGTH = 32;

  /** The index at which the caller's span id begins in a valid header. */
  public static final int SPAN_START = 36;

  /** The number of hex digits of a span id. */
  public static final int SPAN_LENGTH = 16;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final int VERSION_END = 2;
  private static final int FLAGS_START = 53;
  private static final int LENGTH = 55;

  private TraceContext() {}

  /**
   * The header of a record, without white space around it.
   *
   * @return null if the record has none, or if it is not valid
   */
  public static byte @Nullable [] of(RawRecord record) {
    byte[] header = record.header(HEADER);
    if (header == null || isValid(header)) {
      return header;
    }
    if (header.length > HeaderTexts.MAX_BYTES) {
      return null;
    }
    byte[] stripped =
        new String(header, StandardCharsets.ISO_8859_1)
            .strip()
            .getBytes(StandardCharsets.ISO_8859_1);
    return isValid(stripped) ? stripped : null;
  }

  /**
   * Whether a header is {@code 00-<trace id>-<parent id>-<flags>}, with lower-case hex digits and
   * neither id all zeros. As the standard demands, versions other than 00 may go on after another
   * dash, and version ff is not valid.
   */
  static boolean isValid(byte[] header) {
    return header.length >= LENGTH && header.length <= HeaderTexts.MAX_BYTES && wellFormed(header);
  }

  /** The id of the trace that a record belongs to, 32 lower-case hex digits; null if unknown. */
  public static @Nullable String traceId(RawRecord record) {
    byte[] header = of(record);
    return header == null
        ? null
        : new String(header, TRACE_START, TRACE_LENGTH, StandardCharsets.US_ASCII);
  }

  private static boolean wellFormed(byte[] header) {
    boolean firstVersion = header[0] == '0' && header[1] == '0';
    boolean noVersion = header[0] == 'f' && header[1] == 'f';
    boolean lengthFits = header.length == LENGTH || (!firstVersion && header[LENGTH] == '-');
    return lengthFits
        && !noVersion
        && header[VERSION_END] == '-'
        && header[TRACE_START + TRACE_LENGTH] == '-'
        && header[SPAN_START + SPAN_LENGTH] == '-'
        && isHex(header[0])
        && isHex(header[1])
        && isHex(header[FLAGS_START])
        && isHex(header[FLAGS_START + 1])
        && isHexButNotZero(header, TRACE_START, TRACE_LENGTH)
        && isHexButNotZero(header, SPAN_START, SPAN_LENGTH);
  }

  private static boolean isHex(byte c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
  }

  /**
   * Whether all are lower-case hex digits and not all are 0. It takes eight at a time, as there are
   * 48 in every record.
   */
  private static boolean isHexButNotZero(byte[] text, int from, int length) {
    long notZero = 0;
    for (int i = from; i < from + length; i += Long.BYTES) {
      long eight = (long) EIGHT_BYTES.get(text, i);
      long digits = atLeast(eight, '0') & ~atLeast(eight, '9' + 1);
      long letters = atLeast(eight, 'a') & ~atLeast(eight, 'f' + 1);
      // Bytes beyond ASCII are excluded first, as their sums would carry into the next byte.
      if ((eight & HIGH_BITS) != 0 || ((digits | letters) & HIGH_BITS) != HIGH_BITS) {
        return false;
      }
      notZero |= eight ^ ONES * '0';
    }
    return notZero != 0;
  }

  /** Sets the highest bit of each byte that is at least {@code least}; all must be ASCII. */
  private static long atLeast(long eight, int least) {
    return eight + ONES * (0x80 - least);
  }
}
