package io.signalfactory.event;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The caller's place in a trace, from a W3C {@code traceparent} header. It stays the header's
 * bytes: they go into the Evidence as they are, and only a breach's sample needs them as text.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace Context</a>
 */
public final class TraceContext {

  /** The header that carries it. */
  public static final String HEADER = "traceparent";

  /** Where the trace id begins in a valid header. */
  public static final int TRACE_START = 3;

  /** Hex digits of a trace id. */
  public static final int TRACE_LENGTH = 32;

  /** Where the caller's span id begins in a valid header. */
  public static final int SPAN_START = 36;

  /** Hex digits of a span id. */
  public static final int SPAN_LENGTH = 16;

  private static final int VERSION_END = 2;
  private static final int FLAGS_START = 53;
  private static final int LENGTH = 55;

  /** By character: whether it is a lower-case hex digit. */
  private static final boolean[] HEX_DIGITS = new boolean[Byte.MAX_VALUE + 1];

  static {
    "0123456789abcdef".chars().forEach(digit -> HEX_DIGITS[digit] = true);
  }

  private TraceContext() {}

  /**
   * A record's valid header; white space around it is taken away.
   *
   * @return null if there is none
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
   * Whether a header is {@code 00-<trace id>-<parent id>-<flags>}, with digits in lower case and
   * neither id all zero. A version other than 00 may carry more after another dash, as the standard
   * asks of its readers; version ff is none.
   */
  static boolean isValid(byte[] header) {
    return header.length >= LENGTH
        && header.length <= HeaderTexts.MAX_BYTES
        && wellFormed(header)
        && !allZero(header, TRACE_START, TRACE_LENGTH)
        && !allZero(header, SPAN_START, SPAN_LENGTH);
  }

  /** The trace that a record belongs to, 32 lower-case hex digits; null if it names none. */
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
        && hex(header, 0, VERSION_END)
        && header[VERSION_END] == '-'
        && hex(header, TRACE_START, TRACE_START + TRACE_LENGTH)
        && header[TRACE_START + TRACE_LENGTH] == '-'
        && hex(header, SPAN_START, SPAN_START + SPAN_LENGTH)
        && header[SPAN_START + SPAN_LENGTH] == '-'
        && hex(header, FLAGS_START, LENGTH);
  }

  private static boolean hex(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      byte c = text[i];
      if (c < 0 || !HEX_DIGITS[c]) {
        return false;
      }
    }
    return true;
  }

  private static boolean allZero(byte[] digits, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (digits[i] != '0') {
        return false;
      }
    }
    return true;
  }
}
