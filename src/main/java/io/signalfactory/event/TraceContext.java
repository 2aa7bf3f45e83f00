package io.signalfactory.event;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The caller's place in a trace, from a W3C {@code traceparent} header.
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param parentSpanId 16 lower-case hex digits, not all zero
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace Context</a>
 */
public record TraceContext(String traceId, String parentSpanId) {

  /** The header that carries it. */
  public static final String HEADER = "traceparent";

  private static final int VERSION_END = 2;
  private static final int TRACE_START = 3;
  private static final int TRACE_END = 35;
  private static final int SPAN_START = 36;
  private static final int SPAN_END = 52;
  private static final int FLAGS_START = 53;
  private static final int LENGTH = 55;

  /**
   * Reads {@code 00-<trace id>-<parent id>-<flags>}. A version other than 00 may carry more after
   * another dash, as the standard asks of its readers; version ff is none.
   *
   * @return empty if the header is absent or not valid
   */
  public static Optional<TraceContext> parse(@Nullable String header) {
    if (header == null || header.length() < LENGTH || !wellFormed(header)) {
      return Optional.empty();
    }
    String traceId = header.substring(TRACE_START, TRACE_END);
    String spanId = header.substring(SPAN_START, SPAN_END);
    return allZero(traceId) || allZero(spanId)
        ? Optional.empty()
        : Optional.of(new TraceContext(traceId, spanId));
  }

  private static boolean wellFormed(String header) {
    String version = header.substring(0, VERSION_END);
    boolean lengthFits =
        version.equals("00")
            ? header.length() == LENGTH
            : header.length() == LENGTH || header.charAt(LENGTH) == '-';
    return lengthFits
        && !version.equals("ff")
        && hex(header, 0, VERSION_END)
        && header.charAt(VERSION_END) == '-'
        && hex(header, TRACE_START, TRACE_END)
        && header.charAt(TRACE_END) == '-'
        && hex(header, SPAN_START, SPAN_END)
        && header.charAt(SPAN_END) == '-'
        && hex(header, FLAGS_START, LENGTH);
  }

  private static boolean hex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean allZero(String digits) {
    return digits.chars().allMatch(c -> c == '0');
  }
}
