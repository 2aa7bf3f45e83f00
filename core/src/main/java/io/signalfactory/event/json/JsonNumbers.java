package io.signalfactory.event.json;

import io.signalfactory.contract.Opaque;
import io.signalfactory.event.EventFields;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Values of JSON numbers. */
final class JsonNumbers {

  /** A number with more characters has no value for rules; its kind is known all the same. */
  static final int MAX_LENGTH = 1000;

  private static final long MAX_EXPONENT = 1_000_000_000;

  /** Numbers of so many digits always fit into a long. */
  private static final int LONG_DIGITS = 18;

  private JsonNumbers() {}

  /**
   * A {@link Long} for a whole number that fits, otherwise a {@link BigDecimal}.
   *
   * @param text a JSON number of at most {@link #MAX_LENGTH} characters
   */
  static Object value(String text) {
    BigDecimal number;
    try {
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      // JSON allows an exponent of more than ten digits, BigDecimal does not.
      return Opaque.NUMBER_TOO_LONG;
    }
    // The limits of BigDecimal depend on the JDK; this one does not.
    if (Math.abs((long) number.scale()) > MAX_EXPONENT) {
      return Opaque.NUMBER_TOO_LONG;
    }
    boolean integral = number.scale() == 0;
    if (integral && number.unscaledValue().bitLength() < Long.SIZE) {
      return number.longValue();
    }
    return number;
  }

  /** As {@link #value(String)}, for the bytes of a number of any length. */
  static Object value(byte[] in, int from, int to) {
    if (to - from > MAX_LENGTH) {
      return Opaque.NUMBER_TOO_LONG;
    }
    if (to - from <= LONG_DIGITS) {
      boolean negative = in[from] == '-';
      long digits = 0;
      int scale = -1;
      for (int i = negative ? from + 1 : from; i < to; i++) {
        int digit = in[i] - '0';
        if (digit >= 0 && digit <= 9) {
          digits = digits * 10 + digit;
          scale += scale < 0 ? 0 : 1;
        } else if (in[i] == '.') {
          scale = 0;
        } else {
          return value(new String(in, from, to - from, StandardCharsets.US_ASCII));
        }
      }
      long signed = negative ? -digits : digits;
      return scale < 0 ? (Object) signed : BigDecimal.valueOf(signed, scale);
    }
    return value(new String(in, from, to - from, StandardCharsets.US_ASCII));
  }

  /**
   * Whether a JSON number of any length has a zero fraction, by its bytes: {@code 1.0}, {@code
   * 1E2}, {@code 0.1e1}.
   */
  static boolean isWhole(byte[] in, int from, int to) {
    int at = from;
    int point = -1;
    int lastDigit = -1;
    for (; at < to && in[at] != 'e' && in[at] != 'E'; at++) {
      if (in[at] == '.') {
        point = at;
      } else if (in[at] >= '1' && in[at] <= '9') {
        lastDigit = at;
      }
    }
    if (lastDigit < 0) {
      return true;
    }
    int mantissaEnd = point < 0 ? at : point;
    // How far to the left of the point its last digit is; negative if it is to the right.
    int place = lastDigit < mantissaEnd ? mantissaEnd - 1 - lastDigit : mantissaEnd - lastDigit;
    return place + exponent(in, at + 1, to) >= 0;
  }

  /** The exponent, or a number of the same sign if it is beyond all lengths of records. */
  private static long exponent(byte[] in, int from, int to) {
    boolean negative = from < to && in[from] == '-';
    long exponent = 0;
    for (int at = from; at < to; at++) {
      if (in[at] >= '0' && in[at] <= '9') {
        exponent = Math.min(exponent * 10 + (in[at] - '0'), Integer.MAX_VALUE * 2L);
      }
    }
    return negative ? -exponent : exponent;
  }

  /**
   * Compares a JSON number, by its bytes, with a whole number.
   *
   * @return below, at or above 0; {@link EventFields#NO_ANSWER} for a number with an exponent or
   *     many digits
   */
  static int compare(byte[] in, int from, int to, long whole) {
    if (to - from > LONG_DIGITS) {
      return EventFields.NO_ANSWER;
    }
    boolean negative = in[from] == '-';
    long integral = 0;
    int at = negative ? from + 1 : from;
    while (at < to && in[at] != '.') {
      int digit = in[at] - '0';
      if (digit < 0 || digit > 9) {
        return EventFields.NO_ANSWER;
      }
      integral = integral * 10 + digit;
      at++;
    }
    int beyond = 0;
    for (at++; at < to; at++) {
      int digit = in[at] - '0';
      if (digit < 0 || digit > 9) {
        return EventFields.NO_ANSWER;
      }
      beyond |= digit;
    }
    int sign = Long.compare(negative ? -integral : integral, whole);
    if (sign != 0 || beyond == 0) {
      return sign;
    }
    return negative ? -1 : 1;
  }
}
